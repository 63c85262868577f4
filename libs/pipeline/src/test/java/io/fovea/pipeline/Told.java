package io.fovea.pipeline;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

/** What an author is told of a file that is not one. */
final class Told {

    static final String HEAD = "pipeline: p\ninput: {channels: 1, size: [28, 28]}\n";
    static final String MODEL = "model: {architecture: lenet5, classes: 10}\n";

    private Told() {}

    /** Of a file {@code digits.yaml}, in the order of its lines. */
    static List<String> problems(String yaml) {
        return catchThrowableOfType(PipelineFileException.class, () -> PipelineSpec.parse(yaml, "digits.yaml"))
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }
}
