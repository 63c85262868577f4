package io.fovea.cnn;

import io.fovea.cnn.explain.Explanation;
import io.fovea.cnn.losses.Loss;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.types.family.TFloating;

/**
 * A model that answers and does not learn: with the weights that were loaded into it. Holds native memory until it is
 * closed. For any number of threads.
 */
public final class InferenceModel implements AutoCloseable {
    private final Model model;
    private final Map<String, HostTensor> weights;
    private final Graph graph;
    private final FrozenGraph frozen;
    private final GraphRuns runs;
    private final Map<Optional<String>, ExplainGraph> explaining = new ConcurrentHashMap<>();

    InferenceModel(Model model, Options options) {
        this.model = model;
        this.weights = FirstWeights.of(model, options.seed());
        var config = TensorFlowRuntime.prepareToAnswer(options.device(), options.threads());
        this.graph = new Graph();
        try {
            this.frozen = FrozenGraph.build(graph, model, weights);
            RowCost cost = RowCost.of(frozen.outputs());
            this.runs = GraphRuns.fits(cost, options.device())
                    ? GraphRuns.sharing(graph, cost, options.device(), options.threads())
                    : GraphRuns.whole(new Session(graph, config));
        } catch (RuntimeException e) {
            graph.close();
            throw e;
        }
    }

    /** The only output for the only input, which has a batch axis first. */
    public HostTensor predict(HostTensor input) {
        return predict(List.of(input)).get(0);
    }

    /**
     * All outputs, in the model's order.
     *
     * @param inputs in the model's order, each with a batch axis first
     */
    public List<HostTensor> predict(List<HostTensor> inputs) {
        return run(inputs, frozen.outputs());
    }

    /** What a layer gives for the only input. */
    public HostTensor layer(String name, HostTensor input) {
        Operand<?> output = frozen.layers().get(name);
        if (output == null) {
            throw new IllegalArgumentException("No layer is called %s. There are: %s."
                    .formatted(name, String.join(", ", frozen.layers().keySet())));
        }
        return run(List.of(input), List.of(TrainStep.floating(output))).get(0);
    }

    /** The model, with its layers and shapes. */
    public Model model() {
        return model;
    }

    /** All weights by {@code layer/weight} in Keras' order, as they answer: those that were loaded, and those that were drawn. */
    public Map<String, HostTensor> weights() {
        return Collections.unmodifiableMap(weights);
    }

    /** The layers whose outputs have height and width, from the input on: what can be drawn, and where Grad-CAM can look. */
    public List<String> mapLayers() {
        return frozen.layers().entrySet().stream()
                .filter(layer -> Convolutions.isMap(layer.getValue().shape().tail()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The kernel of the first convolution, {@code [height, width, channels, filters]}; empty where there is none. */
    public Optional<HostTensor> firstFilters() {
        return Convolutions.firstKernel(model).map(weights::get);
    }

    /**
     * Why the model answers as it does: saliency, and Grad-CAM at its last convolution.
     *
     * @param images a batch
     * @param classes to explain: none for the best of each image, one for all, or one for each
     * @throws IllegalArgumentException where the model is not one from a picture to a vector of scores, or a class is none of
     *     its
     */
    public Explanation explain(HostTensor images, long... classes) {
        return explain(model.lastConvolution(), images, classes);
    }

    /**
     * As {@link #explain}, with Grad-CAM at this layer.
     *
     * @throws IllegalArgumentException also where there is no such layer, or its output has no height and width
     */
    public Explanation explainAt(String layer, HostTensor images, long... classes) {
        Operand<?> output = frozen.layers().get(layer);
        if (output == null || !Convolutions.isMap(output.shape().tail())) {
            throw new IllegalArgumentException("%s is no layer with height and width. There are: %s."
                    .formatted(layer, String.join(", ", mapLayers())));
        }
        return explain(Optional.of(layer), images, classes);
    }

    private Explanation explain(Optional<String> layer, HostTensor images, long... classes) {
        if (!ExplainGraph.fits(model)) {
            throw new IllegalArgumentException(
                    "Only a model from one picture [height, width, channels] to one vector of scores can be explained.");
        }
        HostTensor wanted = ClassChoice.of(
                classes, images.rows(), model.outputs().get(0).shape().get(0));
        ExplainGraph explain =
                explaining.computeIfAbsent(layer, name -> ExplainGraph.build(graph, frozen.unfolded(model), name));
        Map<String, HostTensor> fed = byTensor(List.of(images));
        fed.put(tensorName(explain.wanted()), wanted);
        List<HostTensor> values =
                runs.runWhole(fed, tensorNames(explain.outputs().values()));
        Map<String, HostTensor> answers = new LinkedHashMap<>();
        explain.outputs().keySet().forEach(name -> answers.put(name, values.get(answers.size())));
        return ClassChoice.answer(answers);
    }

    private List<HostTensor> run(List<HostTensor> inputs, List<Operand<TFloating>> wanted) {
        return runs.run(byTensor(inputs), tensorNames(wanted));
    }

    private Map<String, HostTensor> byTensor(List<HostTensor> inputs) {
        List<SymbolicTensor> expected = model.inputs();
        if (inputs.size() != expected.size()) {
            throw new IllegalArgumentException(
                    "The model takes %d inputs, received %d.".formatted(expected.size(), inputs.size()));
        }
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            String name = expected.get(i).layer().name();
            var placeholder = frozen.inputs().get(name);
            Steps.require("input " + name, inputs.get(i), placeholder);
            tensors.put(tensorName(placeholder), inputs.get(i));
        }
        return tensors;
    }

    private static List<String> tensorNames(Collection<? extends Operand<?>> operands) {
        return operands.stream().map(InferenceModel::tensorName).toList();
    }

    private static String tensorName(Operand<?> operand) {
        return operand.asOutput().op().name() + ":" + operand.asOutput().index();
    }

    /** Writes a SavedModel, as {@link TrainableModel#export} does; {@code loss} says what its outputs mean. */
    public ExportedModel export(Path directory, Loss loss) {
        return exporter(loss).savedModel(directory);
    }

    /** To be written in more forms than {@link #export}: as ONNX, or with features; {@code loss} says what its outputs mean. */
    public ModelExport exporter(Loss loss) {
        return ModelExport.of(model, weights).loss(loss);
    }

    /** Frees the native memory. */
    @Override
    public void close() {
        runs.close(); // first: the graph waits for it
        graph.close();
    }
}
