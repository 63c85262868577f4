package io.fovea.cnn;

import org.tensorflow.types.TBfloat16;
import org.tensorflow.types.TFloat16;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;

/**
 * What training computes in, as Keras' policies of the same names. Weights, their gradients, statistics, losses and the outputs
 * are FLOAT32 in all of them. The smaller types are for GPUs: on most CPUs they are slower.
 */
public enum Precision {
    FLOAT32(TFloat32.class, false),
    /**
     * Layers compute in 16 bits. Small gradients would become 0, so the loss is scaled: by 2^15 at first, by twice as much after
     * every 2,000 steps that went well, by half as much after one whose gradients are not finite. Such a step moves nothing.
     */
    MIXED_FLOAT16(TFloat16.class, true),
    /** Layers compute in 16 bits with the range of 32, so nothing is scaled. */
    MIXED_BFLOAT16(TBfloat16.class, false);

    private final Class<? extends TFloating> type;
    private final boolean scalesLoss;

    Precision(Class<? extends TFloating> type, boolean scalesLoss) {
        this.type = type;
        this.scalesLoss = scalesLoss;
    }

    Class<? extends TFloating> type() {
        return type;
    }

    boolean scalesLoss() {
        return scalesLoss;
    }
}
