package io.fovea.cnn;

import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.data.Batch;
import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Optimizer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tensorflow.Graph;
import org.tensorflow.Session;

/**
 * A compiled model: fits, evaluates, predicts, exports. Holds native memory until it is closed. Not for several threads.
 */
public final class TrainableModel implements AutoCloseable {
    private final Model model;
    private final Loss loss;
    private final long seed;
    private final Graph graph;
    private final TrainingGraph training;
    private final Session session;
    private final Steps steps;
    private Checkpoint.CallbackStates pendingStates = Checkpoint.CallbackStates.NONE;

    TrainableModel(Model model, Optimizer optimizer, Loss loss, Options options) {
        if (model.inputs().size() != 1 || model.outputs().size() != 1) {
            throw new IllegalArgumentException(
                    "A model with one input and one output can be trained, this has %d and %d."
                            .formatted(model.inputs().size(), model.outputs().size()));
        }
        this.model = model;
        this.loss = loss;
        this.seed = options.seed();
        var config = TensorFlowRuntime.prepare(options.device(), options.threads());
        this.graph = new Graph();
        try {
            this.training = new TrainingGraph(graph, model, optimizer, loss, Seeds.derive(seed, "training"));
            this.session = new Session(graph, config);
        } catch (RuntimeException e) {
            graph.close();
            throw e;
        }
        this.steps = new Steps(training, session, optimizer.learningRate());
        initialize(optimizer);
    }

    private void initialize(Optimizer optimizer) {
        Map<String, HostTensor> first = new LinkedHashMap<>();
        FirstWeights.of(model, seed).forEach((name, value) -> first.put(TrainingGraph.WEIGHTS + name, value));
        model.trainableWeights()
                .forEach((name, weight) -> optimizer.slots().forEach((slot, value) -> {
                    float[] values = new float[Math.toIntExact(weight.shape().size())];
                    Arrays.fill(values, value.floatValue());
                    first.put(
                            TrainingGraph.SLOTS + slot + "/" + name,
                            HostTensor.float32(weight.shape().asArray(), values));
                }));
        training.variables().write(session, "", first);
    }

    public Model model() {
        return model;
    }

    /** Fits without a validation set. */
    public History fit(Dataset train, FitOptions options, Callback... callbacks) {
        return new Fit(this, options, List.of(callbacks)).run(train, null);
    }

    /**
     * Goes through {@code train} once an epoch, in an order that depends on the seed and the epoch, and evaluates
     * {@code validation} after each. The same seed gives the same weights.
     */
    public History fit(Dataset train, Dataset validation, FitOptions options, Callback... callbacks) {
        return new Fit(this, options, List.of(callbacks)).run(train, validation);
    }

    /** Means over the examples: {@code loss}, and {@code accuracy} where the loss is one of classes. */
    public Map<String, Double> evaluate(Dataset dataset, int batchSize) {
        Means means = new Means();
        for (Batch batch : dataset.batches(batchSize, OptionalLong.empty())) {
            means.add(steps.evaluate(batch), batch.size());
        }
        return means.logs("");
    }

    /** The model's outputs as they stand (logits, say), without dropout; {@code inputs} has a batch axis first. */
    public HostTensor predict(HostTensor inputs) {
        return steps.predict(inputs);
    }

    /** Copies of all weights, by {@code layer/weight}. */
    public Map<String, HostTensor> weights() {
        return training.variables().read(session, TrainingGraph.WEIGHTS);
    }

    /** @throws IllegalArgumentException where a weight is unknown or its shape differs; none is changed then */
    public void setWeights(Map<String, HostTensor> weights) {
        training.variables().write(session, TrainingGraph.WEIGHTS, weights);
    }

    /**
     * Keeps weights, the optimizer's slots, step and finished epochs; in a fit, the state of its callbacks too. The file
     * is there whole or not at all.
     */
    public void saveCheckpoint(Path file) {
        Checkpoint.of(training.variables().read(session, ""), steps, pendingStates)
                .write(file);
    }

    /**
     * Goes back to a checkpoint; the next fit hands its callbacks their state.
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
        return checkpoint.finishedEpochs();
    }

    /**
     * Writes a SavedModel with the weights as they are now: signature {@code serving}, from the model's inputs to {@code
     * logits} and {@code probabilities} ({@code outputs} where the loss is not one of classes), and {@code layers}, to
     * every layer's output.
     */
    public ExportedModel export(Path directory) {
        return new SavedModelWriter(model, weights(), loss).write(directory);
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

    void saveCheckpoint(Path file, List<Callback> callbacks) {
        Checkpoint.of(training.variables().read(session, ""), steps, Checkpoint.CallbackStates.of(callbacks))
                .write(file);
    }

    /** Frees the native memory. */
    @Override
    public void close() {
        session.close(); // first: the graph waits for it
        graph.close();
    }
}
