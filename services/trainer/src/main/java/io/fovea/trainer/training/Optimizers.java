package io.fovea.trainer.training;

import io.fovea.cnn.optimizers.Adagrad;
import io.fovea.cnn.optimizers.Adam;
import io.fovea.cnn.optimizers.AdamW;
import io.fovea.cnn.optimizers.Nadam;
import io.fovea.cnn.optimizers.Optimizer;
import io.fovea.cnn.optimizers.RmsProp;
import io.fovea.cnn.optimizers.Sgd;
import io.fovea.pipeline.OptimizerSpec;

/** Optimizers as pipelines declare them. */
public final class Optimizers {
    private Optimizers() {}

    public static Optimizer of(OptimizerSpec declared) {
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
