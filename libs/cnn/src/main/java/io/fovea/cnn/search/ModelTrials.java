package io.fovea.cnn.search;

import io.fovea.cnn.FitOptions;
import io.fovea.cnn.History;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.callbacks.TerminateOnNaN;
import io.fovea.cnn.data.Dataset;
import java.nio.file.Path;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Trials of models: each is compiled from its parameters, fits, and goes on from its checkpoint as if it had not been broken off. The
 * score is a metric of the last epoch; NaN where the loss came to be no number, at which a trial ends at once.
 *
 * @param compile a trial's model, from its parameters and its seed; it is closed after each leg
 * @param batchSize of a trial
 * @param monitor the metric, such as {@code val_accuracy}
 * @param watcher sees each leg's fit; one that keeps a state does not see it again in a trial's next leg
 */
public record ModelTrials(
        Function<Trial, TrainableModel> compile,
        Dataset train,
        Dataset validation,
        ToIntFunction<Trial> batchSize,
        String monitor,
        Callback watcher)
        implements TrialRun {
    /** That nobody watches. */
    public ModelTrials(
            Function<Trial, TrainableModel> compile,
            Dataset train,
            Dataset validation,
            ToIntFunction<Trial> batchSize,
            String monitor) {
        this(compile, train, validation, batchSize, monitor, new Callback() {});
    }

    /** With one batch size for all trials. */
    public ModelTrials(
            Function<Trial, TrainableModel> compile, Dataset train, Dataset validation, int batchSize, String monitor) {
        this(compile, train, validation, anyTrial -> batchSize, monitor);
    }

    /** @throws IllegalArgumentException where the epochs have no such metric */
    @Override
    public double train(Trial trial, Leg leg) {
        TerminateOnNaN terminate = new TerminateOnNaN();
        try (TrainableModel model = compile.apply(trial)) {
            if (leg.fromEpoch() > 0) {
                model.restoreCheckpoint(checkpoint(leg.folder(), leg.fromEpoch()));
            }
            FitOptions options = new FitOptions(batchSize.applyAsInt(trial), leg.toEpoch(), leg.fromEpoch());
            History history = model.fit(train, validation, options, terminate, watcher);
            model.saveCheckpoint(checkpoint(leg.folder(), leg.toEpoch()));
            return terminate.terminated() ? Double.NaN : score(history);
        }
    }

    private double score(History history) {
        Double score = history.epochs().get(history.epochs().size() - 1).get(monitor);
        if (score == null) {
            throw new IllegalArgumentException("The search watches %s; there is %s."
                    .formatted(monitor, history.epochs().get(0).keySet()));
        }
        return score;
    }

    /** One for each rung, so that a leg that was broken off can be trained again. */
    private static Path checkpoint(Path folder, int epochs) {
        return folder.resolve("epoch-%d.checkpoint".formatted(epochs));
    }
}
