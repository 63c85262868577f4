package io.fovea.trainer.training;

import io.fovea.cnn.losses.CategoricalCrossentropy;
import io.fovea.cnn.losses.CategoricalFocalCrossentropy;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.losses.SparseCategoricalCrossentropy;
import io.fovea.pipeline.LossSpec;

/** Losses of classes as pipelines declare them. */
public final class ClassLosses {
    private ClassLosses() {}

    /** On logits, against a class's index. */
    public static Loss of(LossSpec declared) {
        return of(declared, false);
    }

    /** @param onShares whether a label is a share of each class, else a class's index */
    static Loss of(LossSpec declared, boolean onShares) {
        if (onShares) {
            return new CategoricalCrossentropy().labelSmoothing(declared.labelSmoothing());
        }
        if (declared.focalGamma() == 0) {
            return new SparseCategoricalCrossentropy().labelSmoothing(declared.labelSmoothing());
        }
        return new CategoricalFocalCrossentropy()
                .alpha(1)
                .gamma(declared.focalGamma())
                .labelSmoothing(declared.labelSmoothing())
                .sparse();
    }
}
