package io.fovea.cnn;

import io.fovea.cnn.bare.BareJvm;
import io.fovea.cnn.explain.Explanation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is exported needs TensorFlow and nothing of Fovea: some architectures, and with {@code -Dfovea.architectures=all} every one of the
 * list, which takes minutes.
 */
class BareTensorFlowTest {
    @TempDir
    Path folder;

    @TempDir
    Path classes;

    @Test
    void shouldAnswerWhereThereIsOnlyTensorFlow() throws IOException, InterruptedException {
        // Given architectures, exported with what they answer here
        Map<String, List<HostTensor>> expected = new LinkedHashMap<>();
        Map<String, ExportedModel> exported = new LinkedHashMap<>();
        for (String name : names()) {
            Model model = SmallArchitectures.named(name);
            Map<String, HostTensor> weights = SmallArchitectures.weights(model, name, 1);
            Map<String, HostTensor> inputs = RandomModels.inputs(model, 2, 2);
            BareJvm.feed(folder, name, inputs);
            exported.put(name, ModelExport.of(model, weights).savedModel(BareJvm.model(folder, name)));
            try (InferenceModel ours = model.inference(Options.seed(1))) {
                expected.put(name, ours.predict(List.copyOf(inputs.values())));
            }
        }

        // When
        BareJvm.run(folder, classes, 2);

        // Then
        for (String name : expected.keySet()) {
            List<String> outputs = List.copyOf(exported.get(name).outputs().keySet());
            for (int i = 0; i < outputs.size(); i++) {
                HostTensor ours = expected.get(name).get(i);
                Answers.assertSame(name, BareJvm.answer(folder, name, outputs.get(i), ours.shape()), ours);
            }
        }
    }

    @Test
    void shouldExplainAndGiveFeaturesWhereThereIsOnlyTensorFlow() throws IOException, InterruptedException {
        // Given
        Model model = SmallArchitectures.named("lenet5");
        Map<String, HostTensor> weights = SmallArchitectures.weights(model, "lenet5", 1);
        model.namedWeights().forEach((path, weight) -> weight.set(weights.get(path)));
        HostTensor images = RandomModels.inputs(model, 2, 2).get("image");
        BareJvm.feed(folder, "lenet5", Map.of("image", images));
        ModelExport.of(model, weights)
                .features("conv2", FeaturePooling.NONE)
                .savedModel(BareJvm.model(folder, "lenet5"));

        // When
        BareJvm.run(folder, classes, 2);

        // Then
        try (InferenceModel ours = model.inference(Options.seed(1))) {
            Explanation explanation = ours.explain(images);
            assertSame("explain", "saliency", explanation.saliency());
            assertSame("explain", "grad_cam", explanation.gradCam().orElseThrow());
            assertSame("explain", "score", explanation.scores());
            assertSame("features", "features", ours.layer("conv2", images));
            assertSame("layers", "conv2", ours.layer("conv2", images));
            assertSame("filters", "kernel", weights.get("conv1/kernel"));
        }
    }

    private void assertSame(String signature, String output, HostTensor ours) throws IOException {
        Answers.assertSame(
                signature + " " + output, BareJvm.answer(folder, "lenet5", signature, output, ours.shape()), ours);
    }

    private static List<String> names() {
        return SmallArchitectures.all()
                ? SmallArchitectures.names()
                : List.of("lenet5", "mobilenet", "monthlyreturns", "squeezenet");
    }
}
