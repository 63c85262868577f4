package io.fovea.benchmarks.served;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** A network that people serve, on pictures of bytes. */
public enum ServedNetwork {
    FFNN("feed-forward net", "ffnn", 28, 1, 10),
    LENET5("LeNet-5", "lenet5", 28, 1, 10),
    RESNET20("ResNet-20", "resnet20", 32, 3, 10),
    MOBILENET("MobileNet x0.25", "mobilenet_0.25", 128, 3, 7);

    private final String title;
    private final String architecture;
    private final int side;
    private final int channels;
    private final int classes;

    ServedNetwork(String title, String architecture, int side, int channels, int classes) {
        this.title = title;
        this.architecture = architecture;
        this.side = side;
        this.channels = channels;
        this.classes = classes;
    }

    /** By the name of its constant in lower case. */
    public static ServedNetwork named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    public String title() {
        return title;
    }

    /** The pipeline's name, and the model's. */
    public String pipeline() {
        return name().toLowerCase(Locale.ROOT);
    }

    String architecture() {
        return architecture;
    }

    /** {@code [height, width, channels]}. */
    public long[] shape() {
        return new long[] {side, side, channels};
    }

    /** Of one picture. */
    public int bytes() {
        return side * side * channels;
    }

    List<String> classes() {
        return IntStream.range(0, classes).mapToObj(i -> "class " + i).toList();
    }

    /** @param engine {@code auto}, {@code tensorflow} or {@code onnxruntime} */
    String pipelineFile(int largestBatch, String engine) {
        return """
                pipeline: %s
                input: {kind: image, channels: %d, size: [%d, %d]}
                transforms: [{rescale: [0, 1]}]
                model: {architecture: %s, classes: %d}
                serve: {engine: %s, batch: {max: %d}}
                """.formatted(
                        pipeline(),
                        channels,
                        side,
                        side,
                        architecture.replaceFirst("_.*", ""), // whoever serves takes the version as it is
                        classes,
                        engine,
                        largestBatch);
    }
}
