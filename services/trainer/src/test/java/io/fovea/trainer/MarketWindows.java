package io.fovea.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.Topics;
import io.fovea.proto.example.v1.BarWindow;
import io.fovea.proto.example.v1.Example;
import io.fovea.tensorcodec.TensorCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Windows of twelve returns of a random market, as preprocessing makes them, with labels one period ahead. */
final class MarketWindows {
    static final int LAGS = 12;
    static final int INSTRUMENTS = 30;
    static final int PERIODS = 50;

    /** What stands in the place of the oldest return. */
    interface Planted {
        double of(double[] returns, int period);
    }

    private MarketWindows() {}

    static String file(String kind, String more) {
        return """
                pipeline: walk
                input: {kind: bars, period: month}
                windows: {lags: 12}
                label: {kind: %s}
                model: {architecture: monthlyreturns}
                train: {optimizer: {adam: {learningRate: 0.01}}, batchSize: 32, epochs: 12, earlyStopping: {patience: 4}, seed: 7}
                evaluate: {folds: 4, trainPeriods: 24, testPeriods: 3, validationPeriods: 5%s}
                """.formatted(kind, more);
    }

    static double[][] returns(long seed) {
        Random random = new Random(seed);
        double[][] returns = new double[INSTRUMENTS][PERIODS + LAGS + 1];
        for (double[] own : returns) {
            for (int i = 0; i < own.length; i++) {
                own[i] = random.nextGaussian() * 0.05;
            }
        }
        return returns;
    }

    static List<Example> examples(double[][] returns, boolean direction, Planted planted) {
        List<Example> examples = new ArrayList<>();
        for (int period = LAGS - 1; period < returns[0].length - 1; period++) {
            for (int instrument = 0; instrument < returns.length; instrument++) {
                examples.add(example("I" + instrument, returns[instrument], period, direction, planted));
            }
        }
        return examples;
    }

    static List<ConsumerRecord<byte[], byte[]>> records(List<Example> examples) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < examples.size(); i++) {
            records.add(new ConsumerRecord<>(
                    Topics.examples("walk"),
                    0,
                    i,
                    examples.get(i).getId().getBytes(UTF_8),
                    examples.get(i).toByteArray()));
        }
        return records;
    }

    private static Example example(String instrument, double[] own, int period, boolean direction, Planted planted) {
        float[] window = new float[LAGS];
        for (int lag = 0; lag < LAGS; lag++) {
            window[lag] = (float) own[period - LAGS + 1 + lag];
        }
        window[0] = (float) planted.of(own, period);
        float next = (float) own[period + 1];
        Example.Builder example = Example.newBuilder()
                .setId(instrument + "@" + period)
                .addInputs(TensorCodec.float32("window", new long[] {LAGS, 1}, window))
                .setWindow(BarWindow.newBuilder()
                        .setInstrument(instrument)
                        .setPeriodEndMillis(1000L * period)
                        .setAsOfMillis(1000L * period)
                        .setLabelEndMillis(1000L * (period + 1))
                        .setLabelAsOfMillis(1000L * (period + 1)));
        return example.addLabels(
                        direction
                                ? TensorCodec.int64("label", next > 0 ? 1 : 0)
                                : TensorCodec.float32("label", new long[0], new float[] {next}))
                .addLabels(TensorCodec.float32("return", new long[0], new float[] {next}))
                .build();
    }
}
