package io.fovea.trainer.training;

import io.fovea.cnn.optimizers.CosineDecay;
import io.fovea.cnn.optimizers.ExponentialDecay;
import io.fovea.cnn.optimizers.LearningRateSchedule;
import io.fovea.cnn.optimizers.OneCycle;
import io.fovea.pipeline.ScheduleSpec;
import io.fovea.pipeline.TrainSpec;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Schedules as pipelines declare them, by epochs, for an optimizer that counts steps. */
public final class LearningRates {
    private LearningRates() {}

    /**
     * Empty where the rate stays, or a callback changes it.
     *
     * @param examples to train on
     */
    public static Optional<LearningRateSchedule> of(TrainSpec train, int examples) {
        long steps = Math.max(1, -Math.floorDiv(-examples, train.batchSize())); // of an epoch
        double rate = train.optimizer().learningRate();
        return train.schedule()
                .flatMap(declared -> Optional.ofNullable(schedule(declared, rate, steps, train.epochs())));
    }

    private static @Nullable LearningRateSchedule schedule(ScheduleSpec declared, double rate, long steps, int epochs) {
        if (declared instanceof ScheduleSpec.Step step) {
            return new ExponentialDecay(rate, step.everyEpochs() * steps, step.factor(), true);
        }
        if (declared instanceof ScheduleSpec.Cosine cosine) {
            LearningRateSchedule down =
                    new CosineDecay(rate, (epochs - cosine.warmUpEpochs()) * steps, cosine.endFraction());
            return cosine.warmUpEpochs() == 0 ? down : down.afterWarmUp(0, cosine.warmUpEpochs() * steps);
        }
        return declared instanceof ScheduleSpec.OneCycle ? new OneCycle(rate, Math.max(2, epochs * steps)) : null;
    }
}
