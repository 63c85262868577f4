package io.fovea.cnn;

import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.data.PrefetchedBatches;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Optimizer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;

/**
 * A compiled model: fits, evaluates, predicts, exports. Holds native memory until it is closed. Not for several threads.
 */
public final class TrainableModel implements AutoCloseable {
    private static final int PREFETCHED = 2;

    private final Model model;
    private final Objectives objectives;
    private final long seed;
    private final Graph graph;
    private final TrainingGraph training;
    private final TrainingThreads threads;
    private final Steps steps;
    private ConfigProto config;
    private Session session;
    private Checkpoint.CallbackStates pendingStates = Checkpoint.CallbackStates.NONE;
    private Checkpoint.Progress pendingProgress = Checkpoint.Progress.NONE;

    TrainableModel(Model model, Optimizer optimizer, Objectives objectives, Options options) {
        this.model = model;
        this.objectives = objectives;
        this.seed = options.seed();
        this.config = TensorFlowRuntime.prepare(options);
        this.graph = new Graph();
        try {
            this.training = new TrainingGraph(graph, model, optimizer, objectives, options);
            this.threads = new TrainingThreads(training, options, config);
            this.session = new Session(graph, config);
        } catch (RuntimeException e) {
            graph.close();
            throw e;
        }
        this.steps = new Steps(training, session, objectives, optimizer, options.replicas());
        training.variables().write(session, "", FirstValues.of(model, optimizer, training.variables(), seed));
    }

    /** What was compiled. */
    public Model model() {
        return model;
    }

    /** Fits without a validation set. */
    public History fit(Dataset train, FitOptions options, Callback... callbacks) {
        useThreadsFor(options.batchSize());
        return new Fit(this, options, List.of(callbacks)).run(train, null);
    }

    /**
     * Goes through {@code train} once an epoch, in an order that depends on the seed and the epoch, and evaluates
     * {@code validation} after each. Batches are prepared on another thread while a step runs. The same seed gives the same
     * weights.
     */
    public History fit(Dataset train, Dataset validation, FitOptions options, Callback... callbacks) {
        useThreadsFor(options.batchSize());
        return new Fit(this, options, List.of(callbacks)).run(train, validation);
    }

    /** A session has its threads for life: another one takes over what it keeps, which are the variables. */
    private void useThreadsFor(int batchSize) {
        ConfigProto wanted = threads.forBatches(batchSize);
        if (!wanted.equals(config)) {
            Map<String, HostTensor> values = training.variables().read(session, "");
            session.close();
            session = new Session(graph, wanted);
            config = wanted;
            steps.use(session);
            training.variables().write(session, "", values);
        }
    }

    /**
     * Over all examples: {@code loss}, {@code accuracy} where the loss is one of classes, and the metrics; for a model of several
     * outputs {@code OUTPUT_loss}, {@code OUTPUT_accuracy} and so on, as in Keras. With the averages of the weights where the
     * optimizer keeps some.
     */
    public Map<String, Double> evaluate(Dataset dataset, int batchSize) {
        EpochLogs logs = newLogs();
        try (PrefetchedBatches batches =
                PrefetchedBatches.of(dataset.batches(batchSize, OptionalLong.empty()), PREFETCHED)) {
            batches.forEachRemaining(batch -> logs.add(steps.evaluate(batch)));
        }
        return logs.logs();
    }

    /** The only output for the only input, as it stands (logits, say), without dropout; with a batch axis first. */
    public HostTensor predict(HostTensor input) {
        return predict(List.of(input)).get(0);
    }

    /** All outputs, in the model's order, for all inputs, in the model's order; with a batch axis first. */
    public List<HostTensor> predict(List<HostTensor> inputs) {
        return steps.predict(inputs);
    }

    /**
     * All outputs for a data set's inputs, batch by batch in its order; nothing is kept of a batch that was handed on.
     *
     * @param each takes the outputs of one batch, in the model's order
     */
    public void predict(Dataset dataset, int batchSize, Consumer<List<HostTensor>> each) {
        try (PrefetchedBatches batches =
                PrefetchedBatches.of(dataset.batches(batchSize, OptionalLong.empty()), PREFETCHED)) {
            batches.forEachRemaining(batch -> each.accept(steps.predict(batch.inputs())));
        }
    }

    /** Copies of all weights, by {@code layer/weight} in Keras' order; their averages where the optimizer keeps some. */
    public Map<String, HostTensor> weights() {
        Map<String, HostTensor> weights = training.variables().read(session, TrainingGraph.WEIGHTS);
        weights.putAll(training.variables().read(session, TrainingGraph.AVERAGES));
        return weights;
    }

    /** @throws IllegalArgumentException where a weight is unknown or its shape differs; none is changed then */
    public void setWeights(Map<String, HostTensor> weights) {
        training.variables().write(session, TrainingGraph.WEIGHTS, weights);
        Map<String, HostTensor> averages = new LinkedHashMap<>(weights);
        averages.keySet()
                .retainAll(training.variables()
                        .read(session, TrainingGraph.AVERAGES)
                        .keySet());
        training.variables().write(session, TrainingGraph.AVERAGES, averages);
    }

    /**
     * Keeps weights, the optimizer's slots, step and finished epochs; in a fit, the state of its callbacks and how far the epoch
     * is too. The file is there whole or not at all.
     */
    public void saveCheckpoint(Path file) {
        Checkpoint.of(training.variables().read(session, ""), steps, pendingStates, pendingProgress)
                .write(file);
    }

    /**
     * Goes back to a checkpoint; the next fit hands its callbacks their state, and goes on in the middle of the epoch where the
     * checkpoint was written there.
     *
     * @return the epochs that were finished: the next fit's {@code initialEpoch}
     * @throws io.fovea.cnn.weights.WeightsException where the file cannot be read
     * @throws IllegalArgumentException where it belongs to another model; nothing is changed then
     */
    public int restoreCheckpoint(Path file) {
        Checkpoint checkpoint = Checkpoint.read(file);
        checkpoint.requireVariables(training.variables().names(""));
        training.variables().write(session, "", checkpoint.variables());
        steps.goTo(checkpoint.step(), checkpoint.finishedEpochs(), checkpoint.learningRate());
        pendingStates = checkpoint.callbackStates();
        pendingProgress = checkpoint.progress();
        return checkpoint.finishedEpochs();
    }

    /** How many batches of the next fit's first epoch were done before a checkpoint that was restored; 0 where it begins anew. */
    public int restoredBatches() {
        return pendingProgress.batches();
    }

    /**
     * Writes a SavedModel with the weights as they are now: signature {@code serving}, from the model's inputs to {@code
     * logits} and {@code probabilities} ({@code outputs} where the loss is not one of classes), and {@code layers}, to
     * every layer's output.
     */
    public ExportedModel export(Path directory) {
        return exporter().savedModel(directory);
    }

    /** To be written with the weights as they are now, in more forms than {@link #export}: as ONNX, or with features. */
    public ModelExport exporter() {
        return exporter(weights());
    }

    /** The same with other weights of this model, such as their moving average. */
    public ModelExport exporter(Map<String, HostTensor> weights) {
        Map<String, Loss> losses = new LinkedHashMap<>();
        for (int i = 0; i < objectives.size(); i++) {
            losses.put(objectives.names().get(i), objectives.each().get(i).loss());
        }
        return ModelExport.of(model, weights).losses(losses);
    }

    Steps steps() {
        return steps;
    }

    long seed() {
        return seed;
    }

    Checkpoint.CallbackStates takePendingStates() {
        Checkpoint.CallbackStates states = pendingStates;
        pendingStates = Checkpoint.CallbackStates.NONE;
        return states;
    }

    Checkpoint.Progress takePendingProgress() {
        Checkpoint.Progress progress = pendingProgress;
        pendingProgress = Checkpoint.Progress.NONE;
        return progress;
    }

    EpochLogs newLogs() {
        return new EpochLogs(objectives, training.evaluation().counted());
    }

    /** At the end of a fit the weights become their averages, as in Keras; without averages nothing happens. */
    void finishAverages() {
        if (training.averages()) {
            session.runner().addTarget(training.averagesIntoWeights()).run().close();
        }
    }

    void saveCheckpoint(Path file, List<Callback> callbacks, Checkpoint.Progress progress) {
        Checkpoint.of(training.variables().read(session, ""), steps, Checkpoint.CallbackStates.of(callbacks), progress)
                .write(file);
    }

    /** Frees the native memory. */
    @Override
    public void close() {
        session.close(); // first: the graph waits for it
        graph.close();
    }
}
