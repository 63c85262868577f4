package io.fovea.predictor.labels;

import io.fovea.proto.prediction.v1.Signal;
import java.nio.ByteBuffer;

/**
 * Signals of a version that are no evidence.
 *
 * @param inSample whose model had learned from what came after them
 * @param unranked others, that have no place in a cross-section
 */
record LeftOut(long inSample, long unranked) {

    static final LeftOut NOTHING = new LeftOut(0, 0);

    static boolean concerns(Signal signal) {
        return signal.getInSample() || signal.getRank() == 0;
    }

    LeftOut with(Signal signal) {
        return signal.getInSample() ? new LeftOut(inSample + 1, unranked) : new LeftOut(inSample, unranked + 1);
    }

    static LeftOut of(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        return new LeftOut(in.getLong(), in.getLong());
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(2 * Long.BYTES)
                .putLong(inSample)
                .putLong(unranked)
                .array();
    }
}
