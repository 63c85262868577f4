package io.fovea.cnn;

import io.fovea.cnn.Folds.Folded;
import io.fovea.cnn.SymbolicTensor.Call;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import io.fovea.cnn.optimizers.Optimizer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/**
 * A network: a graph of layers from inputs to outputs, Keras' functional model. It is a layer itself, so it can be part of
 * another. {@link #compile} makes it trainable.
 */
public final class Model extends Layer {
    private final List<SymbolicTensor> inputs;
    private final List<SymbolicTensor> outputs;
    private final List<Call> calls;
    private final List<Layer> layers;

    private Model(List<SymbolicTensor> inputs, List<SymbolicTensor> outputs) {
        Topology topology = new Topology(outputs);
        this.inputs = List.copyOf(inputs);
        this.outputs = List.copyOf(outputs);
        this.calls = topology.calls();
        this.layers = topology.layers();
        requireInputs();
        LayerNames.complete(layers);
    }

    /**
     * The model from the inputs that {@code outputs} depend on, in the order they are found, to {@code outputs}.
     *
     * @throws IllegalArgumentException where two layers share a name
     */
    public static Model of(SymbolicTensor... outputs) {
        List<SymbolicTensor> inputs = new Topology(List.of(outputs))
                .calls().stream()
                        .filter(call -> call.layer() instanceof Input)
                        .map(call -> call.outputs().get(0))
                        .toList();
        return new Model(inputs, List.of(outputs));
    }

    /**
     * The model from {@code inputs}, in this order, to {@code outputs}.
     *
     * @throws IllegalArgumentException where the outputs depend on another input than these, or two layers share a name
     */
    public static Model of(List<SymbolicTensor> inputs, List<SymbolicTensor> outputs) {
        return new Model(inputs, outputs);
    }

    /** What is fed, in the order it is fed in. */
    public List<SymbolicTensor> inputs() {
        return inputs;
    }

    /** What it gives, in order. */
    public List<SymbolicTensor> outputs() {
        return outputs;
    }

    /** Its layers, the inputs among them, in Keras' order: from the inputs on. A nested model is one layer. */
    public List<Layer> layers() {
        return layers;
    }

    /**
     * The layer of this name: {@code layer("block3_pool").output()} is where to cut the model, or to go on from.
     *
     * @param name as {@link Layer#name}; for a layer of a nested model, the nested model's name and a slash before it:
     *     {@code vgg16/block3_pool}, whose output depends on the nested model's own input
     * @throws IllegalArgumentException where there is none of that name; the message lists those there are
     */
    public Layer layer(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("No layer is called %s. There are: %s."
                        .formatted(
                                name,
                                String.join(
                                        ", ", layers.stream().map(Layer::name).toList()))));
    }

    private Optional<Layer> find(String name) {
        for (Layer layer : layers) {
            if (layer.name().equals(name)) {
                return Optional.of(layer);
            }
        }
        return layers.stream()
                .filter(layer -> layer instanceof Model && name.startsWith(layer.name() + "/"))
                .flatMap(nested ->
                        ((Model) nested).find(name.substring(nested.name().length() + 1)).stream())
                .findFirst();
    }

    /**
     * Ready to train and to export; the caller closes it.
     *
     * @throws IllegalArgumentException for a model with several outputs: each needs its own loss
     */
    public TrainableModel compile(Optimizer optimizer, Loss loss, Options options) {
        return compile(optimizer, Objective.of(loss), options);
    }

    /** Like {@link #compile(Optimizer, Loss, Options)}, with metrics and weights of the classes. */
    public TrainableModel compile(Optimizer optimizer, Objective objective, Options options) {
        return new TrainableModel(this, optimizer, Objectives.of(this, objective), options);
    }

    /**
     * Ready to train several outputs at once.
     *
     * @param objectives for each output its own, by the output's name, which is that of the layer that gives it
     * @throws IllegalArgumentException where an output has none, or one has no output
     */
    public TrainableModel compile(Optimizer optimizer, Map<String, Objective> objectives, Options options) {
        return new TrainableModel(this, optimizer, Objectives.of(this, objectives), options);
    }

    /** Ready to answer, with the weights that were loaded (others are drawn by the seed); the caller closes it. */
    public InferenceModel inference(Options options) {
        return new InferenceModel(this, options);
    }

    /**
     * The table that Keras 3 prints on a terminal of 80 columns: layer, output shape, parameters, where it is no chain what a layer is
     * connected to (layer, use, output), and the sums. Names that do not fit are cut, with an ellipsis.
     */
    public String summary() {
        return summary(SummaryOptions.defaults());
    }

    /** Like {@link #summary()}, with longer lines, nested models expanded or what is trainable. */
    public String summary(SummaryOptions options) {
        return new Summary(this, options).toString();
    }

    /** Number of values that training may move now. */
    public long trainableParameters() {
        return namedWeights(true).values().stream()
                .mapToLong(weight -> weight.shape().size())
                .sum();
    }

    /**
     * All weights by {@code layer/weight}, such as {@code conv1/kernel}, or {@code vgg16/block1_conv1/kernel} in a nested model, in
     * Keras' order. One that is shared has the first of its names.
     */
    public Map<String, Weight> namedWeights() {
        return namedWeights(false);
    }

    /** The layers that have weights by their path, such as {@code conv1} or {@code backbone/conv1}, in Keras' order. */
    Map<String, Layer> weightedLayers() {
        Map<String, Layer> named = new LinkedHashMap<>();
        for (Layer layer : layers) {
            if (layer instanceof Model nested) {
                nested.weightedLayers().forEach((name, inner) -> named.put(layer.name() + "/" + name, inner));
            } else if (!layer.weights().isEmpty()) {
                named.put(layer.name(), layer);
            }
        }
        return named;
    }

    Map<String, Weight> trainableWeights() {
        return namedWeights(true);
    }

    private Map<String, Weight> namedWeights(boolean trainableOnly) {
        Map<String, Weight> named = new LinkedHashMap<>();
        collect("", trainableOnly, named, Collections.newSetFromMap(new IdentityHashMap<>()));
        return named;
    }

    /** @param seen what a layer that is shared with a nested model has already given */
    private void collect(String prefix, boolean trainableOnly, Map<String, Weight> named, Set<Weight> seen) {
        for (Layer layer : layers) {
            String path = prefix + layer.name() + "/";
            if (layer instanceof Model nested) {
                nested.collect(path, trainableOnly, named, seen);
                continue;
            }
            layer.weights().stream()
                    .filter(seen::add)
                    .filter(weight -> !trainableOnly || (layer.trainable() && weight.learned()))
                    .forEach(weight -> named.put(path + weight.name(), weight));
        }
    }

    @Override
    public List<Weight> weights() {
        return List.copyOf(namedWeights().values());
    }

    /**
     * The layer that Grad-CAM looks at: the last whose output is as high and wide as the last convolution's, so that an
     * activation, normalization or shortcut behind it is in. Convolutions that see one place only do not count.
     *
     * @return its name, {@code backbone/conv5} for a layer of a nested model; empty for a model without such a convolution
     */
    public Optional<String> lastConvolution() {
        return Convolutions.last(this);
    }

    /** Each use of a layer, after those that it needs. */
    List<Call> calls() {
        return calls;
    }

    /** Freezes or frees every layer, those of nested models too. A layer can be set otherwise afterwards, and then is. */
    @Override
    public Model trainable(boolean trainable) {
        layers.forEach(layer -> layer.trainable(trainable));
        super.trainable(trainable);
        return this;
    }

    @Override
    public String className() {
        return "Functional";
    }

    @Override
    protected List<Shape> outputShapes(List<Shape> shapes) {
        List<Shape> expected = inputs.stream().map(SymbolicTensor::shape).toList();
        if (!expected.equals(shapes)) {
            throw new IllegalArgumentException("This model takes %s, received %s.".formatted(expected, shapes));
        }
        return outputs.stream().map(SymbolicTensor::shape).toList();
    }

    @Override
    protected List<Operand<TFloating>> forward(Forward forward, List<Operand<TFloating>> fed) {
        return evaluate(fed, (call, values) -> {
            List<Operand<TFloating>> results =
                    call.layer() instanceof Input ? of(call.outputs(), values) : run(call, forward, values);
            forward.note(call.layer().name(), results.get(0));
            return results;
        });
    }

    private static List<Operand<TFloating>> run(
            Call call, Forward forward, Map<SymbolicTensor, Operand<TFloating>> values) {
        Forward scope = forward.within(call.layer().name());
        Optional<Folded> folded = forward.folds().of(call);
        if (folded.isPresent()) {
            Call kernel = folded.get().kernel();
            return kernel.layer().forward(scope.folding(folded.get().fold()), of(kernel.inputs(), values));
        }
        return call.layer().forward(scope, of(call.inputs(), values));
    }

    @Override
    protected List<OnnxValue> onnx(OnnxGraph graph, List<OnnxValue> fed) {
        Folds folds = Folds.of(this, graph::value);
        return evaluate(fed, (call, values) -> {
            OnnxGraph scope = graph.within(call.layer().name());
            if (call.layer() instanceof Input) {
                return of(call.outputs(), values);
            }
            Optional<Folded> folded = folds.of(call);
            if (folded.isPresent()) {
                Call kernel = folded.get().kernel();
                return kernel.layer().onnx(scope.folding(folded.get().fold()), of(kernel.inputs(), values));
            }
            return call.layer().onnx(scope, of(call.inputs(), values));
        });
    }

    /** Goes through the calls in order; {@code step} makes a call's outputs of the values that are known by then. */
    private <V> List<V> evaluate(List<V> fed, BiFunction<Call, Map<SymbolicTensor, V>, List<V>> step) {
        Map<SymbolicTensor, V> values = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            values.put(inputs.get(i), fed.get(i));
        }
        for (Call call : calls) {
            List<V> results = step.apply(call, values);
            for (int i = 0; i < results.size(); i++) {
                values.put(call.outputs().get(i), results.get(i));
            }
        }
        return of(outputs, values);
    }

    private static <V> List<V> of(List<SymbolicTensor> tensors, Map<SymbolicTensor, V> values) {
        return tensors.stream().map(values::get).toList();
    }

    private void requireInputs() {
        Set<Call> known = new HashSet<>();
        inputs.forEach(input -> known.add(input.call()));
        List<String> missing = new ArrayList<>();
        for (Call call : calls) {
            if (call.layer() instanceof Input && !known.contains(call)) {
                missing.add(call.layer().name());
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    "The outputs depend on inputs that the model does not have: " + String.join(", ", missing) + ".");
        }
    }
}
