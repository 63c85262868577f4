package io.fovea.cli.learn;

import io.fovea.cli.terminal.Json;
import io.fovea.pipeline.PipelineSpec;
import java.util.List;
import java.util.Locale;

/**
 * The pipeline file that somebody would have written.
 *
 * @param size height and width in pixels
 * @param images to learn from
 */
public record LearnFile(String name, PretrainedNetwork network, int size, List<String> classes, long images) {
    private static final int ENOUGH_TO_VALIDATE = 60;
    private static final int LONGEST = 54;

    /** A pipeline's name from a folder's. */
    public static String nameOf(String folder) {
        String name =
                folder.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String cut = name.substring(0, Math.min(LONGEST, name.length())).replaceAll("-+$", "");
        return cut.isEmpty() ? "pictures" : cut;
    }

    /** Few images are all learned from; of more, some say when to stop. */
    public String text() {
        boolean validates = images >= ENOUGH_TO_VALIDATE;
        return """
                # Written by ./fovea learn: a head on features of a network that has seen ImageNet.
                pipeline: %s
                input: {channels: 3, size: [%d, %d]}
                model:
                  backbone:
                    architecture: %s
                %s    weights: %s
                    layer: %s
                    pooling: %s
                  head: [{dropout: 0.2}]
                  classes: %s
                train:
                  optimizer: {adam: {learningRate: 0.002}}
                  batchSize: %d
                  epochs: 60
                %s  validationSplit: %s
                  seed: 7
                """.formatted(
                        name,
                        size,
                        size,
                        network.architecture(),
                        network.width() == 1 ? "" : "    width: %s%n".formatted(network.width()),
                        Json.line(network.weights()),
                        network.layer(),
                        network.pooling(),
                        Json.line(classes),
                        validates ? 32 : 8,
                        validates ? "  earlyStopping: {patience: 10}\n" : "",
                        validates ? "0.1" : "0");
    }

    /** The same, read. */
    public PipelineSpec pipeline() {
        return PipelineSpec.parse(text(), name + ".yaml");
    }
}
