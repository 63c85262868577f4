package io.fovea.predictor.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.proto.label.v1.Outcome;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A version's signals of one period whose returns have come, by instrument. It is written at each of them, so its bytes grow with it
 * and are not made anew.
 */
final class SignalPeriod {

    private static final int HEAD = 2 * Long.BYTES;
    private static final int NUMBERS = Short.BYTES + Double.BYTES + Float.BYTES; // of an instrument, beside its name

    /** What was said, and what came. */
    record Judged(double score, float realizedReturn) {}

    private final Map<String, Judged> byInstrument = new LinkedHashMap<>();
    private ByteBuffer entries = ByteBuffer.allocate(1024); // written up to its position
    private long fromMillis = Long.MAX_VALUE; // when the first was predicted
    private long toMillis = Long.MIN_VALUE;

    void add(Outcome outcome) {
        fromMillis = Math.min(fromMillis, outcome.getPredictedAtMillis());
        toMillis = Math.max(toMillis, outcome.getPredictedAtMillis());
        add(
                outcome.getSignal().getInstrument(),
                new Judged(outcome.getSignal().getScore(), outcome.getRealizedReturn()));
    }

    private void add(String instrument, Judged judged) {
        if (byInstrument.put(instrument, judged) == null) {
            append(instrument, judged);
        } else {
            entries.clear();
            byInstrument.forEach(this::append);
        }
    }

    private void append(String instrument, Judged judged) {
        byte[] name = instrument.getBytes(UTF_8);
        if (entries.remaining() < NUMBERS + name.length) {
            entries = ByteBuffer.allocate(2 * entries.capacity() + NUMBERS + name.length)
                    .put(entries.flip());
        }
        entries.putShort((short) name.length)
                .put(name)
                .putDouble(judged.score())
                .putFloat(judged.realizedReturn());
    }

    void forEach(BiConsumer<String, Judged> each) {
        byInstrument.forEach(each);
    }

    long fromMillis() {
        return fromMillis;
    }

    long toMillis() {
        return toMillis;
    }

    /** Share of the signals that said the right direction. */
    double accuracy(double threshold) {
        long right = byInstrument.values().stream()
                .filter(one -> one.score() > threshold == one.realizedReturn() > 0)
                .count();
        return (double) right / byInstrument.size();
    }

    static SignalPeriod of(byte[] bytes) {
        var in = ByteBuffer.wrap(bytes);
        var period = new SignalPeriod();
        period.fromMillis = in.getLong();
        period.toMillis = in.getLong();
        while (in.hasRemaining()) {
            byte[] name = new byte[in.getShort()];
            in.get(name);
            period.add(new String(name, UTF_8), new Judged(in.getDouble(), in.getFloat()));
        }
        return period;
    }

    byte[] toBytes() {
        return ByteBuffer.allocate(HEAD + entries.position())
                .putLong(fromMillis)
                .putLong(toMillis)
                .put(entries.array(), 0, entries.position())
                .array();
    }
}
