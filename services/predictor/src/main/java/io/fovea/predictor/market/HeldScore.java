package io.fovea.predictor.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.HeldTrace;
import io.fovea.proto.prediction.v1.Prediction;
import java.nio.ByteBuffer;

/**
 * A score that waits for its cross-section.
 *
 * @param trace of the record that it came in
 * @param sinceMillis when it came; 0 where it has no trace, for which alone it is kept
 */
record HeldScore(Prediction prediction, HeldTrace trace, long sinceMillis) {

    private static final byte TRACED = 0; // with which no message begins

    static HeldScore of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length == 0 || bytes[0] != TRACED) {
            return new HeldScore(prediction(in), HeldTrace.NONE, 0);
        }
        in.get();
        long sinceMillis = in.getLong();
        var trace = new HeldTrace(text(in), text(in));
        return new HeldScore(prediction(in), trace, sinceMillis);
    }

    /** The prediction alone where it has no trace. */
    byte[] toBytes() {
        byte[] message = prediction.toByteArray();
        if (trace.isNone()) {
            return message;
        }
        byte[] parent = trace.parent().getBytes(UTF_8);
        byte[] state = trace.state().getBytes(UTF_8);
        return ByteBuffer.allocate(13 + parent.length + state.length + message.length)
                .put(TRACED)
                .putLong(sinceMillis)
                .putShort((short) parent.length)
                .put(parent)
                .putShort((short) state.length)
                .put(state)
                .put(message)
                .array();
    }

    private static String text(ByteBuffer in) {
        byte[] bytes = new byte[in.getShort()];
        in.get(bytes);
        return new String(bytes, UTF_8);
    }

    private static Prediction prediction(ByteBuffer in) {
        try {
            return Prediction.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A store of Fovea's own holds what is not Fovea's.", e);
        }
    }
}
