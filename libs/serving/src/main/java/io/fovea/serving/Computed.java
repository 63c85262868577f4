package io.fovea.serving;

import com.google.protobuf.ByteString;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * What a model gave for one candidate of a batch.
 *
 * @param contents FP32 or what the model's output is, little-endian
 * @param nanos in the model, of the whole batch
 */
record Computed(ByteString contents, long nanos, int batchSize) {

    /** The index of the highest of its FP32 numbers; of equals the lowest. */
    int best() {
        FloatBuffer numbers = numbers();
        int best = 0;
        for (int i = 1; i < numbers.remaining(); i++) {
            best = numbers.get(i) > numbers.get(best) ? i : best;
        }
        return best;
    }

    /** All its FP32 numbers. */
    float[] all() {
        FloatBuffer numbers = numbers();
        float[] all = new float[numbers.remaining()];
        numbers.get(all);
        return all;
    }

    /** Of its first FP32 number: -1, 0 or 1. */
    int sign() {
        return (int) Math.signum(numbers().get(0));
    }

    private FloatBuffer numbers() {
        return contents.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
    }
}
