package io.fovea.cnn;

import io.fovea.cnn.explain.Explanation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TType;

/**
 * An exported model, loaded to answer. For any number of threads at once; {@link #close} waits for those that run, and
 * frees the native memory.
 */
public final class SavedModel implements AutoCloseable {
    static final String SERVING = "serving";
    static final String LAYERS = "layers";
    static final String FEATURES = "features";
    static final String EXPLAIN = "explain";
    static final String FILTERS = "filters";
    static final String KERNEL = "kernel";

    private final SavedModelBundle bundle;
    private final GraphRuns runs;
    private final Map<String, TensorSpec> inputs;
    private final Map<String, TensorSpec> outputs;
    private final Map<String, TensorSpec> layers;
    private final Map<String, TensorSpec> features;
    private final Map<String, TensorSpec> explanations;
    private final @Nullable TensorSpec explainedClass;

    private SavedModel(SavedModelBundle bundle, Device device, int threads) {
        Signature serving = signature(bundle, SERVING, Signature.DEFAULT_KEY);
        this.bundle = bundle;
        this.inputs = specs(serving.getInputs());
        this.outputs = specs(serving.getOutputs());
        this.layers = inOrder(bundle, specs(optional(bundle, LAYERS).map(Signature::getOutputs)));
        this.features = specs(optional(bundle, FEATURES).map(Signature::getOutputs));
        this.explanations = specs(optional(bundle, EXPLAIN).map(Signature::getOutputs));
        this.explainedClass =
                specs(optional(bundle, EXPLAIN).map(Signature::getInputs)).get(ExplainGraph.CLASS);
        this.runs = runs(device, threads);
    }

    /** Of a model that Fovea exported it is known that it answers row by row. */
    private GraphRuns runs(Device device, int threads) {
        RowCost cost = RowCost.of(outputs.values().stream()
                .map(output -> bundle.graph().operation(operation(output)).<TType>output(0))
                .toList());
        if (layers.isEmpty() || !GraphRuns.fits(cost, device)) {
            return GraphRuns.whole(bundle.session());
        }
        bundle.session().close();
        return GraphRuns.sharing(bundle.graph(), cost, device, threads);
    }

    /** Loads onto {@link Device#AUTO}. */
    public static SavedModel load(Path directory) {
        return load(directory, Device.AUTO, 0);
    }

    /**
     * Loads what {@link TrainableModel#export} wrote, or any SavedModel with a signature {@code serving_default}.
     *
     * @param threads of TensorFlow; 0 for one a core
     * @throws IllegalArgumentException where there is none, or none that can be read
     * @throws DeviceException where the device is not there
     */
    public static SavedModel load(Path directory, Device device, int threads) {
        if (!Files.isRegularFile(directory.resolve("saved_model.pb"))) {
            throw new IllegalArgumentException("There is no SavedModel in %s.".formatted(directory));
        }
        var config = TensorFlowRuntime.prepareToAnswer(device, threads);
        SavedModelBundle bundle;
        try {
            bundle = SavedModelBundle.loader(directory.toString())
                    .withConfigProto(config)
                    .load();
        } catch (TensorFlowException e) {
            throw new IllegalArgumentException(
                    "The SavedModel in %s cannot be loaded: %s".formatted(directory, e.getMessage()), e);
        }
        try {
            return new SavedModel(bundle, device, threads);
        } catch (RuntimeException e) {
            bundle.close();
            throw e;
        }
    }

    /** What it is fed, by name; shapes without the batch axis. */
    public Map<String, TensorSpec> inputs() {
        return inputs;
    }

    /** Of the serving signature: {@code logits} and {@code probabilities} for a model of classes. */
    public Map<String, TensorSpec> outputs() {
        return outputs;
    }

    /** Every layer's output, by the layer's name, from the input on; empty where another program wrote the model. */
    public Map<String, TensorSpec> layers() {
        return layers;
    }

    /** What the model was exported to give as features, under that name; empty where it was not asked to. */
    public Optional<TensorSpec> features() {
        return Optional.ofNullable(features.get(FEATURES));
    }

    /**
     * @param fed every input, by name, with a batch axis first
     * @param wanted names of outputs or layers
     * @return what was wanted, by name, in that order
     * @throws IllegalArgumentException where a name is unknown, or type or shape of an input differ
     */
    public Map<String, HostTensor> run(Map<String, HostTensor> fed, List<String> wanted) {
        List<String> tensors =
                wanted.stream().map(name -> spec(name).tensorName()).toList();
        return named(wanted, runs.run(byTensor(fed), tensors));
    }

    private Map<String, HostTensor> byTensor(Map<String, HostTensor> fed) {
        Map<String, HostTensor> tensors = new LinkedHashMap<>();
        inputs.forEach((name, spec) -> tensors.put(spec.tensorName(), checked(name, spec, fed.get(name))));
        return tensors;
    }

    private static Map<String, HostTensor> named(Collection<String> names, List<HostTensor> values) {
        Map<String, HostTensor> named = new LinkedHashMap<>();
        names.forEach(name -> named.put(name, values.get(named.size())));
        return named;
    }

    /**
     * The kernel of the first convolution, {@code [height, width, channels, filters]}, by the signature {@code filters}; empty
     * where there is none.
     */
    public Optional<HostTensor> firstFilters() {
        return optional(bundle, FILTERS)
                .map(signature -> signature.getOutputs().get(KERNEL).name)
                .map(kernel -> runs.runWhole(Map.of(), List.of(kernel)).get(0));
    }

    /** Whether {@link #explain} answers: for models from a picture to a vector of scores that Fovea exported. */
    public boolean canExplain() {
        return explainedClass != null;
    }

    /**
     * As {@link InferenceModel#explain}, by the signature {@code explain}.
     *
     * @throws IllegalArgumentException also where the model was exported without that signature
     */
    public Explanation explain(HostTensor images, long... classes) {
        if (explainedClass == null) {
            throw new IllegalArgumentException(
                    "The model has no signature explain. Maybe an older Fovea exported it, or it takes no picture.");
        }
        long count = outputs.values().iterator().next().shape().get(0);
        HostTensor wanted = ClassChoice.of(classes, images.rows(), count);
        String input = inputs.keySet().iterator().next();
        Map<String, HostTensor> fed = byTensor(Map.of(input, images));
        fed.put(explainedClass.tensorName(), wanted);
        List<String> tensors =
                explanations.values().stream().map(TensorSpec::tensorName).toList();
        return ClassChoice.answer(named(explanations.keySet(), runs.runWhole(fed, tensors)));
    }

    /** For a model with one input: its probabilities, or its only output where it has none. */
    public HostTensor predict(HostTensor batch) {
        String input = inputs.keySet().iterator().next();
        String output = outputs.containsKey("probabilities")
                ? "probabilities"
                : outputs.keySet().iterator().next();
        return run(Map.of(input, batch), List.of(output)).values().iterator().next();
    }

    private TensorSpec spec(String wanted) {
        TensorSpec spec = outputs.getOrDefault(wanted, layers.getOrDefault(wanted, features.get(wanted)));
        if (spec == null) {
            throw new IllegalArgumentException("The model has no output or layer %s. There are: %s, %s."
                    .formatted(wanted, String.join(", ", outputs.keySet()), String.join(", ", layers.keySet())));
        }
        return spec;
    }

    private static HostTensor checked(String name, TensorSpec spec, @Nullable HostTensor fed) {
        if (fed == null) {
            throw new IllegalArgumentException("The model's input %s is missing.".formatted(name));
        }
        boolean fits = fed.dtype() == spec.dtype()
                && fed.shape().length > 0
                && spec.shape().isCompatibleWith(Shape.of(fed.rowShape()));
        if (!fits) {
            throw new IllegalArgumentException("The model's input %s is %s%s after the batch axis, received %s."
                    .formatted(name, spec.dtype(), Arrays.toString(spec.shape().asArray()), fed));
        }
        return fed;
    }

    private static Signature signature(SavedModelBundle bundle, String... keys) {
        for (String key : keys) {
            for (Signature signature : bundle.signatures()) {
                if (signature.key().equals(key)) {
                    return signature;
                }
            }
        }
        throw new IllegalArgumentException("The SavedModel has no signature %s.".formatted(String.join(" or ", keys)));
    }

    private static String operation(TensorSpec spec) {
        return spec.tensorName().substring(0, spec.tensorName().lastIndexOf(':'));
    }

    /** A signature forgets the order of its outputs, the graph has it. */
    private static Map<String, TensorSpec> inOrder(SavedModelBundle bundle, Map<String, TensorSpec> layers) {
        Map<String, Integer> places = new HashMap<>();
        bundle.graph().operations().forEachRemaining(operation -> places.put(operation.name(), places.size()));
        Map<String, TensorSpec> ordered = new LinkedHashMap<>();
        layers.entrySet().stream()
                .sorted(Comparator.comparing(layer -> places.getOrDefault(operation(layer.getValue()), 0)))
                .forEach(layer -> ordered.put(layer.getKey(), layer.getValue()));
        return ordered;
    }

    private static Optional<Signature> optional(SavedModelBundle bundle, String key) {
        return bundle.signatures().stream()
                .filter(signature -> signature.key().equals(key))
                .findFirst();
    }

    private static Map<String, TensorSpec> specs(Optional<Map<String, Signature.TensorDescription>> tensors) {
        return tensors.map(SavedModel::specs).orElse(Map.of());
    }

    private static Map<String, TensorSpec> specs(Map<String, Signature.TensorDescription> tensors) {
        Map<String, TensorSpec> specs = new LinkedHashMap<>();
        tensors.forEach((name, tensor) ->
                specs.put(name, new TensorSpec(tensor.name, DType.of(tensor.dataType), tensor.shape.tail())));
        return specs;
    }

    @Override
    public void close() {
        runs.close(); // first: the graph waits for it
        bundle.close();
    }
}
