package io.fovea.cnn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/**
 * A model's graph for inference. Weights are constants, so that TensorFlow folds what does not depend on the input; batch
 * normalization goes into the kernel before it. A layer whose work another does is still there for those who ask for its own output.
 *
 * @param inputs by the inputs' names
 * @param floats the inputs as the layers take them, in the model's order: what a gradient can be taken of
 * @param outputs in the model's order
 * @param layers every layer's output by the layer's name, in the model's order
 * @param forward the pass that made it, to add to
 */
record FrozenGraph(
        Map<String, Placeholder<? extends TType>> inputs,
        List<Operand<TFloating>> floats,
        List<Operand<TFloating>> outputs,
        Map<String, Operand<?>> layers,
        Forward forward) {
    static FrozenGraph build(Graph graph, Model model, Map<String, HostTensor> weights) {
        Ops tf = Ops.create(graph);
        Map<String, Placeholder<? extends TType>> inputs = new LinkedHashMap<>();
        model.inputs().forEach(input -> inputs.put(input.layer().name(), placeholder(tf, input)));
        Map<Weight, HostTensor> values = new HashMap<>();
        model.namedWeights().forEach((name, weight) -> values.put(weight, weights.get(name)));
        Forward forward =
                Forward.inference(tf, TFloat32.class, constants(tf, model, weights)::get, Folds.of(model, values::get));
        return through(model, inputs, ModelInputs.asFloats(forward, new ArrayList<>(inputs.values())), forward);
    }

    private static FrozenGraph through(
            Model model,
            Map<String, Placeholder<? extends TType>> inputs,
            List<Operand<TFloating>> floats,
            Forward forward) {
        List<Operand<TFloating>> outputs = model.forward(forward, floats);
        Map<String, Operand<?>> layers = new LinkedHashMap<>(forward.layerOutputs());
        layers.keySet().removeAll(inputs.keySet());
        return new FrozenGraph(inputs, floats, outputs, layers, forward);
    }

    /** The same once more with nothing folded, so that a gradient goes through every layer; inputs and weights are shared. */
    FrozenGraph unfolded(Model model) {
        return through(model, inputs, floats, forward.unfolded());
    }

    Ops tf() {
        return forward.tf();
    }

    /** For operations that come after the model; their names begin with {@code name}. */
    Forward within(String name) {
        return forward.within(name);
    }

    private static Placeholder<? extends TType> placeholder(Ops tf, SymbolicTensor input) {
        Shape shape = input.shape().prepend(Shape.UNKNOWN_SIZE);
        return tf.withName(OperationNames.of(input.layer().name()))
                .placeholder(input.dtype().type(), Placeholder.shape(shape));
    }

    private static Map<Weight, Operand<TFloating>> constants(Ops tf, Model model, Map<String, HostTensor> weights) {
        Map<Weight, Operand<TFloating>> constants = new LinkedHashMap<>();
        model.namedWeights().forEach((name, weight) -> {
            try (Tensor value = NativeTensors.copyOf(weights.get(name))) {
                Ops named = tf.withSubScope("weights").withName(OperationNames.of(name));
                constants.put(weight, TrainStep.floating(named.constantOf((TFloat32) value)));
            }
        });
        return constants;
    }
}
