package io.fovea.trainer.training;

import io.fovea.cnn.optimizers.Adagrad;
import io.fovea.cnn.optimizers.Adam;
import io.fovea.cnn.optimizers.AdamW;
import io.fovea.cnn.optimizers.LayerRates;
import io.fovea.cnn.optimizers.Nadam;
import io.fovea.cnn.optimizers.Optimizer;
import io.fovea.cnn.optimizers.RmsProp;
import io.fovea.cnn.optimizers.Sgd;
import io.fovea.pipeline.ClipSpec;
import io.fovea.pipeline.OptimizerSpec;
import io.fovea.pipeline.TrainSpec;
import io.fovea.pipeline.UpdateSpec;

/** Optimizers as pipelines declare them. */
public final class Optimizers {
    private Optimizers() {}

    /** The rule, and what goes on beside it. */
    public static Optimizer of(TrainSpec train) {
        return of(train.optimizer(), train.update());
    }

    /** Another rule beside the same. */
    static Optimizer of(OptimizerSpec declared, UpdateSpec beside) {
        Optimizer optimizer = rule(declared);
        if (beside.clip().isPresent()) {
            optimizer = clipped(optimizer, beside.clip().get());
        }
        if (beside.weightDecay() > 0) {
            optimizer = optimizer.weightDecay(beside.weightDecay());
        }
        if (beside.ema().isPresent()) {
            optimizer = optimizer.ema(beside.ema().get());
        }
        return beside.layerDecay() < 1 ? optimizer.layerRates(LayerRates.byDepth(beside.layerDecay())) : optimizer;
    }

    private static Optimizer clipped(Optimizer optimizer, ClipSpec clip) {
        if (clip instanceof ClipSpec.ByValue value) {
            return optimizer.clipValue(value.bound());
        }
        return clip instanceof ClipSpec.ByNorm each
                ? optimizer.clipNorm(each.norm())
                : optimizer.globalClipNorm(((ClipSpec.ByGlobalNorm) clip).norm());
    }

    private static Optimizer rule(OptimizerSpec declared) {
        if (declared instanceof OptimizerSpec.Sgd sgd) {
            return new Sgd(sgd.learningRate(), sgd.momentum(), sgd.nesterov());
        }
        if (declared instanceof OptimizerSpec.Rmsprop rmsprop) {
            return new RmsProp(rmsprop.learningRate());
        }
        if (declared instanceof OptimizerSpec.AdamW adamw) {
            return new AdamW(adamw.learningRate(), adamw.weightDecay());
        }
        if (declared instanceof OptimizerSpec.Adagrad adagrad) {
            return new Adagrad(adagrad.learningRate());
        }
        if (declared instanceof OptimizerSpec.Nadam nadam) {
            return new Nadam(nadam.learningRate());
        }
        return new Adam(declared.learningRate());
    }
}
