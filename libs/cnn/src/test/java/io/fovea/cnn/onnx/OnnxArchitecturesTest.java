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
import io.fovea.cnn.losses.Loss;
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
        Map<String, HostTensor> weights = RandomModels.weights(model, 1);
        Map<String, HostTensor> inputs = RandomModels.inputs(model, 3, 2);
        List<HostTensor> expected;
        try (InferenceModel ours = model.inference(Options.seed(1))) {
            expected = ours.predict(List.copyOf(inputs.values()));
        }

        // When
        Path file = folder.resolve("model.onnx");
        ModelExport.of(model, weights)
                .loss(Loss.sparseCategoricalCrossentropyFromLogits())
                .onnx(file);

        // Then
        try (OnnxRuntime theirs = OnnxRuntime.load(file)) {
            HostTensor logits = theirs.run(inputs).get("logits");
            System.out.println(name + " " + Answers.largestDifference(logits, expected.get(0)) + " spread "
                    + Answers.spread(expected.get(0)) + " "
                    + java.util.Arrays.toString(java.util.Arrays.copyOf(logits.toFloats(), 4)));
            Answers.assertSame(name, logits, expected.get(0));
            assertThat(Answers.spread(logits)).as("%s sees its input", name).isGreaterThan(1e-2);
        }
    }
}
