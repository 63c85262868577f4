package io.fovea.cnn.callbacks;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.explain.FilterSheet;
import io.fovea.cnn.tensorboard.EventFile;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Keras' {@code TensorBoard}: writes what a fit does as event files, for {@code tensorboard --logdir}. Settings are made before the fit.
 *
 * <p>The runs are {@code train} and, with a validation set, {@code validation}: each epoch has its metrics there ({@code epoch_loss},
 * {@code epoch_accuracy}) and {@code epoch_learning_rate}, at the epoch's number from 0. On demand there are histograms and pictures of
 * the weights in {@code train}, and a run {@code batches} by step. A fit that goes on from a checkpoint adds files, and TensorBoard
 * forgets what was written beyond the checkpoint.
 */
public final class TensorBoard extends WatchingCallback {
    private static final String TRAIN = "train";
    private static final String VALIDATION = "validation";
    private static final String BATCHES = "batches";
    private static final String VALIDATION_PREFIX = "val_";
    private static final String STEPS = "steps";
    private static final int KERNEL_AXES = 4;

    private final Path logDirectory;
    private final Map<String, EventFile> runs = new HashMap<>();
    private long steps;
    private int histogramEvery;
    private int imagesEvery;
    private int batchesEvery;
    private Images images = TensorBoard::filters;

    /** @param logDirectory where the runs' folders are; they are made if they are not there */
    public TensorBoard(Path logDirectory) {
        this.logDirectory = logDirectory;
    }

    /** Writes histograms of all weights after every so many epochs; 0, the default, for never. */
    public TensorBoard histogramEvery(int epochs) {
        this.histogramEvery = epochs;
        return this;
    }

    /** Writes the filters of each convolution as a picture after every so many epochs; 0, the default, for never. */
    public TensorBoard imagesEvery(int epochs) {
        this.imagesEvery = epochs;
        return this;
    }

    /** Writes other pictures after every so many epochs. */
    public TensorBoard imagesEvery(int epochs, Images images) {
        this.images = images;
        return imagesEvery(epochs);
    }

    /** Writes {@code batch_loss} and {@code batch_learning_rate} of every so many steps; 0, the default, for never. */
    public TensorBoard batchesEvery(int steps) {
        this.batchesEvery = steps;
        return this;
    }

    @Override
    public void onTrainBegin(Training training) {
        super.onTrainBegin(training);
        runs.clear();
        steps = 0;
    }

    @Override
    public void onBatchEnd(int epoch, int batch, int batches, double loss) {
        long step = steps++;
        if (batchesEvery > 0 && step % batchesEvery == 0) {
            EventFile events = run(BATCHES, step);
            events.scalar("batch_loss", loss, step);
            events.scalar("batch_learning_rate", training().learningRate(), step);
        }
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
        logs.forEach((name, value) -> {
            boolean validation = name.startsWith(VALIDATION_PREFIX);
            String metric = validation ? name.substring(VALIDATION_PREFIX.length()) : name;
            run(validation ? VALIDATION : TRAIN, epoch).scalar("epoch_" + metric, value, epoch);
        });
        EventFile train = run(TRAIN, epoch);
        train.scalar("epoch_learning_rate", training().learningRate(), epoch);
        if (due(histogramEvery, epoch)) {
            training().weights().forEach((name, value) -> train.histogram(name + "/histogram", value, epoch));
        }
        if (due(imagesEvery, epoch)) {
            images.of(training().weights()).forEach((tag, image) -> train.image(tag, image, epoch));
        }
        runs.values().forEach(EventFile::flush);
    }

    @Override
    public Map<String, HostTensor> state() {
        return Map.of(STEPS, HostTensor.int64(new long[] {1}, steps));
    }

    @Override
    public void restore(Map<String, HostTensor> state) {
        steps = state.get(STEPS).toLongs()[0];
    }

    private static boolean due(int every, int epoch) {
        return every > 0 && epoch % every == 0;
    }

    private EventFile run(String name, long firstStep) {
        return runs.computeIfAbsent(name, run -> EventFile.create(logDirectory.resolve(run), firstStep));
    }

    private static Map<String, BufferedImage> filters(Map<String, HostTensor> weights) {
        Map<String, BufferedImage> sheets = new LinkedHashMap<>();
        weights.forEach((name, value) -> {
            if (value.shape().length == KERNEL_AXES) {
                sheets.put(name + "/image", new FilterSheet(name, value).draw());
            }
        });
        return sheets;
    }

    /** Pictures of a model that is being trained. */
    @FunctionalInterface
    public interface Images {
        /**
         * By tag.
         *
         * @param weights as they are after an epoch, by {@code layer/weight}
         */
        Map<String, BufferedImage> of(Map<String, HostTensor> weights);
    }
}
