package io.fovea.predictor.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.proto.label.v1.Outcome;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/** A version's signals of one period whose returns have come, by instrument. */
final class SignalPeriod {

    private static final int HEAD = 2 * Long.BYTES;
    private static final int NUMBERS = Byte.BYTES + Double.BYTES + Float.BYTES; // of an instrument, beside its name

    /** What was said, and what came. */
    record Judged(double score, float realizedReturn) {}

    private final Map<String, Judged> byInstrument = new LinkedHashMap<>();
    private long fromMillis = Long.MAX_VALUE; // when the first was predicted
    private long toMillis = Long.MIN_VALUE;

    void add(Outcome outcome) {
        fromMillis = Math.min(fromMillis, outcome.getPredictedAtMillis());
        toMillis = Math.max(toMillis, outcome.getPredictedAtMillis());
        byInstrument.put(
                outcome.getSignal().getInstrument(),
                new Judged(outcome.getSignal().getScore(), outcome.getRealizedReturn()));
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
            byte[] name = new byte[Byte.toUnsignedInt(in.get())];
            in.get(name);
            period.byInstrument.put(new String(name, UTF_8), new Judged(in.getDouble(), in.getFloat()));
        }
        return period;
    }

    byte[] toBytes() {
        Map<byte[], Judged> named = new LinkedHashMap<>();
        byInstrument.forEach((name, judged) -> named.put(name.getBytes(UTF_8), judged));
        int names = named.keySet().stream().mapToInt(name -> name.length).sum();
        var out = ByteBuffer.allocate(HEAD + names + named.size() * NUMBERS);
        out.putLong(fromMillis).putLong(toMillis);
        named.forEach((name, judged) ->
                out.put((byte) name.length).put(name).putDouble(judged.score()).putFloat(judged.realizedReturn()));
        return out.array();
    }
}
