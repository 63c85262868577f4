package io.fovea.cnn;

import io.fovea.cnn.ModelExport.Features;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/** Writes a model for inference; what is loaded from it has no state. */
record SavedModelWriter(
        Model model, Map<String, HostTensor> weights, List<OutputMeaning> meanings, List<Features> features) {
    ExportedModel write(Path directory) {
        try (Graph graph = new Graph()) {
            FrozenGraph frozen = FrozenGraph.build(graph, model, weights);
            Map<String, Operand<?>> inputs = new LinkedHashMap<>(frozen.inputs());
            Map<String, Operand<?>> outputs = outputs(frozen);
            Map<String, Operand<?>> layers = layers(frozen);
            List<Signature> signatures = new ArrayList<>(List.of(
                    signature(SavedModel.SERVING, inputs, outputs),
                    signature(Signature.DEFAULT_KEY, inputs, outputs),
                    signature(SavedModel.LAYERS, inputs, layers)));
            if (ExplainGraph.fits(model)) {
                signatures.add(
                        explain(inputs, ExplainGraph.build(graph, frozen.unfolded(model), model.lastConvolution())));
            }
            Convolutions.firstKernel(model)
                    .map(name -> graph.operation("weights/" + OperationNames.of(name)))
                    .ifPresent(kernel -> signatures.add(signature(
                            SavedModel.FILTERS, Map.of(), Map.of(SavedModel.KERNEL, kernel.<TFloat32>output(0)))));
            features.forEach(wanted -> signatures.add(
                    signature(SavedModel.FEATURES, inputs, Map.of(SavedModel.FEATURES, features(frozen, wanted)))));
            export(graph, directory, signatures);
            return new ExportedModel(
                    directory, specs(inputs), specs(outputs), specs(layers), WeightsDigest.sha256(weights));
        }
    }

    private Map<String, Operand<?>> outputs(FrozenGraph frozen) {
        Map<String, Operand<?>> outputs = new LinkedHashMap<>();
        meanings.forEach(meaning -> outputs.put(meaning.name(), meant(frozen, meaning)));
        return outputs;
    }

    private static Operand<TFloating> meant(FrozenGraph frozen, OutputMeaning meaning) {
        Operand<TFloating> output = frozen.outputs().get(meaning.index());
        return meaning.layer()
                .map(layer -> layer.forward(frozen.within(meaning.name()), List.of(output))
                        .get(0))
                .orElse(output);
    }

    /** Behind an Identity each: TensorFlow fuses a convolution, its bias and SiLU although the sum between is fetched as well. */
    private static Map<String, Operand<?>> layers(FrozenGraph frozen) {
        Ops tf = frozen.tf().withSubScope(SavedModel.LAYERS);
        Map<String, Operand<?>> layers = new LinkedHashMap<>();
        frozen.layers().forEach((name, output) -> {
            Ops named = tf.withName(OperationNames.of(name));
            layers.put(name, named.identity(TrainStep.floating(output)));
        });
        return layers;
    }

    private static Operand<TFloating> features(FrozenGraph frozen, Features wanted) {
        Operand<?> layer = frozen.layers().get(wanted.layer());
        if (layer == null) {
            throw new IllegalArgumentException("No layer is called %s. There are: %s."
                    .formatted(wanted.layer(), String.join(", ", frozen.layers().keySet())));
        }
        return wanted.pooling().apply(frozen.within(SavedModel.FEATURES), TrainStep.floating(layer));
    }

    private static Signature explain(Map<String, Operand<?>> image, ExplainGraph explain) {
        Map<String, Operand<?>> inputs = new LinkedHashMap<>(image);
        inputs.put(ExplainGraph.CLASS, explain.wanted());
        return signature(SavedModel.EXPLAIN, inputs, explain.outputs());
    }

    private static void export(Graph graph, Path directory, List<Signature> signatures) {
        try (Session session = new Session(graph)) {
            SavedModelBundle.exporter(directory.toString())
                    .withTags(SavedModelBundle.DEFAULT_TAG)
                    .withSession(session)
                    .withSignatures(signatures.toArray(Signature[]::new))
                    .export();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The model could not be written to %s: %s".formatted(directory, e.getMessage()), e);
        }
    }

    private static Signature signature(String key, Map<String, Operand<?>> inputs, Map<String, Operand<?>> outputs) {
        Signature.Builder signature = Signature.builder().key(key).methodName("tensorflow/serving/predict");
        inputs.forEach(signature::input);
        outputs.forEach(signature::output);
        return signature.build();
    }

    private static Map<String, TensorSpec> specs(Map<String, Operand<?>> operands) {
        Map<String, TensorSpec> specs = new LinkedHashMap<>();
        operands.forEach((name, operand) -> specs.put(
                name,
                new TensorSpec(
                        operand.asOutput().op().name() + ":"
                                + operand.asOutput().index(),
                        DType.of(operand.asOutput().dataType()),
                        operand.shape().tail())));
        return specs;
    }
}
