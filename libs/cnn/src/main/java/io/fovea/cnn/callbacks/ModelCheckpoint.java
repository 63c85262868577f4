package io.fovea.cnn.callbacks;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.weights.Safetensors;
import java.nio.file.Path;
import java.util.Map;

/**
 * Keras' {@code ModelCheckpoint}: keeps a checkpoint after each epoch, or after each that is the best so far. Settings are made before
 * the fit. Each file is there whole or not at all; one that is there is replaced.
 *
 * <p>A fit can go on from such a file ({@code restoreCheckpoint}); so that it holds the state of the other callbacks too, this one
 * comes after them.
 */
public final class ModelCheckpoint extends WatchingCallback {
    private static final String BEST = "best";

    private final Path folder;
    private final FileNames names;
    private String metric = "val_loss";
    private Mode mode = Mode.AUTO;
    private boolean saveBestOnly;
    private boolean saveWeightsOnly;
    private Monitor monitor = new Monitor("loss", Mode.MIN, 0);

    /**
     * @param folder where the files are; it is made if it is not there
     * @param name of each file: letters, digits and {@code ._+=-}, with places for the epoch, from 1, and for metrics, such as <code>
     *     weights-{epoch:02d}-{val_loss:.2f}.safetensors</code>; without a place each replaces the one before
     * @throws IllegalArgumentException for another name, such as one that leads out of the folder
     */
    public ModelCheckpoint(Path folder, String name) {
        this.folder = folder;
        this.names = new FileNames(name);
    }

    /** Keeps only what is better than all epochs before by this metric; whether more is better follows from its name. */
    public ModelCheckpoint saveBestOnly(String monitor) {
        return saveBestOnly(monitor, Mode.AUTO);
    }

    /** Keeps only what is better than all epochs before by this metric. */
    public ModelCheckpoint saveBestOnly(String monitor, Mode mode) {
        this.metric = monitor;
        this.mode = mode;
        this.saveBestOnly = true;
        return this;
    }

    /** Keeps the weights alone, as safetensors by {@code layer/weight}: smaller, but no fit can go on from it as if unbroken. */
    public ModelCheckpoint saveWeightsOnly() {
        this.saveWeightsOnly = true;
        return this;
    }

    @Override
    public void onTrainBegin(Training training) {
        super.onTrainBegin(training);
        monitor = new Monitor(metric, mode, 0);
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
        if (saveBestOnly && !monitor.improves(monitor.valueIn(logs, "ModelCheckpoint"))) {
            return;
        }
        Path file = folder.resolve(names.of(epoch, logs));
        if (saveWeightsOnly) {
            new Safetensors(training().weights(), Map.of()).write(file);
        } else {
            training().saveCheckpoint(file);
        }
    }

    @Override
    public Map<String, HostTensor> state() {
        return Map.of(BEST, HostTensor.float64(new long[] {1}, monitor.best()));
    }

    @Override
    public void restore(Map<String, HostTensor> state) {
        monitor.best(state.get(BEST).toDoubles()[0]);
    }
}
