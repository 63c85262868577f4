package io.fovea.cnn;

import io.fovea.cnn.losses.Loss;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * Writes a model for inference. Weights become constants, so that TensorFlow folds what does not depend on the input and
 * a loaded model has no state.
 */
final class SavedModelWriter {
    private final Model model;
    private final Map<String, HostTensor> weights;
    private final Loss loss;

    SavedModelWriter(Model model, Map<String, HostTensor> weights, Loss loss) {
        this.model = model;
        this.weights = weights;
        this.loss = loss;
    }

    ExportedModel write(Path directory) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Map<String, Operand<?>> inputs = new LinkedHashMap<>();
            model.inputs().forEach(input -> inputs.put(input.layer().name(), placeholder(tf, input)));
            Forward forward = Forward.inference(tf, TFloat32.class, constants(tf)::get);
            Map<String, Operand<?>> outputs = outputs(forward, inputs);
            Map<String, Operand<?>> layers = new LinkedHashMap<>(forward.layerOutputs());
            layers.keySet().removeAll(inputs.keySet());
            export(graph, directory, inputs, outputs, layers);
            return new ExportedModel(
                    directory, specs(inputs), specs(outputs), specs(layers), WeightsDigest.sha256(weights));
        }
    }

    private static Operand<?> placeholder(Ops tf, SymbolicTensor input) {
        Shape shape = input.shape().prepend(Shape.UNKNOWN_SIZE);
        return tf.withName(OperationNames.of(input.layer().name()))
                .placeholder(input.dtype().type(), Placeholder.shape(shape));
    }

    private Map<Weight, Operand<TFloating>> constants(Ops tf) {
        Map<Weight, Operand<TFloating>> constants = new LinkedHashMap<>();
        model.namedWeights().forEach((name, weight) -> {
            try (Tensor value = NativeTensors.copyOf(weights.get(name))) {
                constants.put(
                        weight,
                        floating(tf.withSubScope("weights")
                                .withName(OperationNames.of(name))
                                .constantOf((TFloat32) value)));
            }
        });
        return constants;
    }

    private Map<String, Operand<?>> outputs(Forward forward, Map<String, Operand<?>> inputs) {
        List<Placeholder<? extends TType>> fed = new ArrayList<>();
        inputs.values().forEach(input -> fed.add((Placeholder<? extends TType>) input));
        Operand<TFloating> result =
                model.forward(forward, ModelInputs.asFloats(forward, fed)).get(0);
        Map<String, Operand<?>> outputs = new LinkedHashMap<>();
        Ops tf = forward.tf();
        Optional<Operand<TFloating>> probabilities = loss.probabilities(tf.withName("probabilities"), result);
        outputs.put(probabilities.isPresent() ? "logits" : "outputs", result);
        probabilities.ifPresent(values -> outputs.put("probabilities", values));
        return outputs;
    }

    private static void export(
            Graph graph,
            Path directory,
            Map<String, Operand<?>> inputs,
            Map<String, Operand<?>> outputs,
            Map<String, Operand<?>> layers) {
        try (Session session = new Session(graph)) {
            SavedModelBundle.exporter(directory.toString())
                    .withTags(SavedModelBundle.DEFAULT_TAG)
                    .withSession(session)
                    .withSignatures(
                            signature(SavedModel.SERVING, inputs, outputs),
                            signature(Signature.DEFAULT_KEY, inputs, outputs),
                            signature(SavedModel.LAYERS, inputs, layers))
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

    @SuppressWarnings("unchecked") // TFloat32 is floating, and an operand only gives
    private static Operand<TFloating> floating(Operand<?> operand) {
        return (Operand<TFloating>) operand;
    }
}
