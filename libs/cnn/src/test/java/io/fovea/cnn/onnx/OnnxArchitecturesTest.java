package io.fovea.cnn.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.Answers;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Model;
import io.fovea.cnn.ModelExport;
import io.fovea.cnn.Options;
import io.fovea.cnn.RandomModels;
import io.fovea.cnn.SmallArchitectures;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxArchitecturesTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @MethodSource("io.fovea.cnn.SmallArchitectures#names")
    void shouldAnswerInOnnxRuntimeAsInTensorFlow(String name) {
        // Given
        Model model = SmallArchitectures.named(name);
        Map<String, HostTensor> weights = SmallArchitectures.weights(model, name, 1);
        Map<String, HostTensor> inputs = RandomModels.inputs(model, 3, 2);
        List<HostTensor> expected;
        try (InferenceModel ours = model.inference(Options.seed(1))) {
            expected = ours.predict(List.copyOf(inputs.values()));
        }

        // When
        Path file = folder.resolve("model.onnx");
        ModelExport.of(model, weights).onnx(file);

        // Then
        try (OnnxRuntime theirs = OnnxRuntime.load(file)) {
            List<HostTensor> answers = List.copyOf(theirs.run(inputs).values());
            for (int i = 0; i < expected.size(); i++) {
                Answers.assertSame(name + " output " + i, answers.get(i), expected.get(i));
                assertThat(Answers.spread(answers.get(i)))
                        .as("%s sees its input", name)
                        .isGreaterThan(1e-3);
            }
        }
    }
}
