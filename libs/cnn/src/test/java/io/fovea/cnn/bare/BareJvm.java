package io.fovea.cnn.bare;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Another JVM, whose class path has TensorFlow's jars and one class of ours that uses nothing else. */
public final class BareJvm {
    private static final Pattern TENSORFLOW =
            Pattern.compile(".*/(tensorflow-core-[^/]*|ndarray-[^/]*|javacpp-[^/]*|protobuf-java-\\d[^/]*)\\.jar");

    private BareJvm() {}

    /** Where a model is exported to. */
    public static Path model(Path folder, String name) {
        return folder.resolve(name).resolve("model");
    }

    public static void feed(Path folder, String name, Map<String, HostTensor> inputs) throws IOException {
        Path in = Files.createDirectories(folder.resolve(name).resolve("in"));
        for (Map.Entry<String, HostTensor> input : inputs.entrySet()) {
            Files.write(in.resolve(input.getKey()), input.getValue().contents());
        }
    }

    /** Lets every model in the folder answer. */
    public static void run(Path folder, Path classes, int rows) throws IOException, InterruptedException {
        String entry = BareTensorFlow.class.getName().replace('.', '/') + ".class";
        Path alone = classes.resolve(entry);
        Files.createDirectories(alone.getParent());
        try (var source = BareTensorFlow.class.getClassLoader().getResourceAsStream(entry)) {
            Files.write(alone, source.readAllBytes());
        }
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        String jars = Arrays.stream(all.split(File.pathSeparator, -1))
                .filter(jar -> TENSORFLOW.matcher(jar).matches())
                .collect(Collectors.joining(File.pathSeparator));
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        classes + File.pathSeparator + jars,
                        BareTensorFlow.class.getName(),
                        folder.toString(),
                        Integer.toString(rows))
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    /** Of the signature {@code serving}. */
    public static HostTensor answer(Path folder, String name, String output, long[] shape) throws IOException {
        return answer(folder, name, "serving", output, shape);
    }

    public static HostTensor answer(Path folder, String name, String signature, String output, long[] shape)
            throws IOException {
        Path file = folder.resolve(name).resolve("out").resolve(signature).resolve(output);
        return new HostTensor(DType.FLOAT32, shape, Files.readAllBytes(file));
    }
}
