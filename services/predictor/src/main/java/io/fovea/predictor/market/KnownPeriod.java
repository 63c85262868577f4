package io.fovea.predictor.market;

import java.nio.ByteBuffer;

/**
 * What is known of a period.
 *
 * @param windows that it had, -1 while it is not closed
 * @param scored how many of them have a score
 * @param isDone whether its signals have left
 */
record KnownPeriod(int windows, int scored, boolean isDone) {

    static final KnownPeriod NOTHING = new KnownPeriod(-1, 0, false);

    static KnownPeriod of(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new KnownPeriod(in.getInt(), in.getInt(), in.get() == 1);
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(9)
                .putInt(windows)
                .putInt(scored)
                .put((byte) (isDone ? 1 : 0))
                .array();
    }

    KnownPeriod withMoreWindows(int closedWith) {
        return new KnownPeriod(Math.max(windows, 0) + closedWith, scored, isDone);
    }

    KnownPeriod withOneMore() {
        return new KnownPeriod(windows, scored + 1, isDone);
    }

    KnownPeriod done() {
        return new KnownPeriod(windows, scored, true);
    }

    boolean isWhole() {
        return !isDone && windows >= 0 && scored >= windows;
    }

    boolean isClosedWithScores() {
        return !isDone && windows >= 0 && scored > 0;
    }
}
