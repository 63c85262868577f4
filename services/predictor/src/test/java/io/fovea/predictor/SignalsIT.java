package io.fovea.predictor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.SavedModel;
import io.fovea.messaging.Topics;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.label.v1.Quality;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import io.fovea.tensorcodec.TensorCodec;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Windows go in and ranked signals come out, over a real broker, with a network that was trained. */
@QuarkusTest
@QuarkusTestResource(EmbeddedBroker.class)
class SignalsIT extends MarketStand {

    @Test
    void shouldRankTheScoresOfATrainedNetwork() throws Exception {
        // Given
        String definition = apply("ranked");
        ModelVersion version = tiny.promote(new MoreModels(tiny).windows("ranked", LAGS, 1));
        Map<String, float[]> windows = new HashMap<>();
        var random = new Random(3);

        // When: three days of 20 instruments, and a labelled window each, which nobody asked about
        for (int day = 1; day <= 3; day++) {
            for (int i = 0; i < 20; i++) {
                float[] window = new float[LAGS];
                for (int lag = 0; lag < LAGS; lag++) {
                    window[lag] = (float) random.nextGaussian();
                }
                Example live = example(definition, "I" + i, day, window);
                windows.put(live.getId(), window);
                send("ranked", live);
                send(
                        "ranked",
                        live.toBuilder()
                                .addLabels(TensorCodec.int64("label", 1))
                                .build());
            }
            close("ranked", definition, day, 20);
        }
        stream.flush();
        List<Prediction> signals = signals("ranked", 60);

        // Then
        assertThat(signals).hasSize(60);
        assertThat(signals).extracting(Prediction::getId).containsExactlyInAnyOrderElementsOf(windows.keySet());
        assertThat(signals).extracting(Prediction::getModelVersion).containsOnly(version.getVersion());
        assertThat(signals.stream().filter(SignalsIT::saysUp))
                .as("a trained network mostly knows the sign of the sum")
                .filteredOn(signal -> sum(windows.get(signal.getId())) > 0)
                .hasSizeGreaterThan(20);
        try (SavedModel model = SavedModel.load(registry.fetch(version))) {
            signals.forEach(signal -> assertThat(signal.getSignal().getScore())
                    .as(signal.getId())
                    .isCloseTo(up(model, windows.get(signal.getId())), within(1e-6)));
        }
        for (int day = 1; day <= 3; day++) {
            assertRanked(signals, day, 20);
        }
    }

    @Test
    void shouldRankTheOthersWhereAWindowIsADeadLetter() throws Exception {
        // Given
        String definition = apply("without");
        tiny.promote(new MoreModels(tiny).windows("without", LAGS, 1));

        // When
        for (int i = 0; i < 5; i++) {
            send("without", example(definition, "I" + i, 1, new float[] {i, 0, 0, 0}));
        }
        send("without", example(definition, "I5", 1, new float[] {1, 2}));
        close("without", definition, 1, 6);
        stream.flush();

        // Then
        List<Prediction> signals = signals("without", 5);
        assertThat(signals).hasSize(5);
        assertRanked(signals, 1, 5);
        assertThat(stream.read(Topics.deadLetters("without"), 1))
                .singleElement()
                .satisfies(letter -> assertThat(new String(
                                letter.headers()
                                        .lastHeader("dead-letter-reason")
                                        .value(),
                                UTF_8))
                        .startsWith("SHAPE_MISMATCH: "));
    }

    /** Held against commons-math's correlation of the signals that were read. */
    @Test
    void shouldSayWhatSignalsWereWorthOnceTheirReturnsHaveCome() throws Exception {
        // Given
        String definition = apply("judged", "serve: {labels: {window: 10}}");
        tiny.promote(new MoreModels(tiny).windows("judged", LAGS, 1));
        var random = new Random(4);
        Map<String, Double> returns = new HashMap<>();

        // When: three days of 20 instruments, whose returns are noise about the sum of their windows
        for (int day = 1; day <= 3; day++) {
            for (int i = 0; i < 20; i++) {
                float[] window = {gaussian(random), gaussian(random), gaussian(random), gaussian(random)};
                Example live = example(definition, "I" + i, day, window);
                float realized = (float) (0.01 * sum(window) + 0.01 * random.nextGaussian());
                returns.put(live.getId(), (double) realized);
                send("judged", live);
                send(
                        "judged",
                        live.toBuilder()
                                .addLabels(TensorCodec.int64("label", realized > 0 ? 1 : 0))
                                .addLabels(TensorCodec.float32("return", new long[0], new float[] {realized}))
                                .build());
            }
            close("judged", definition, day, 20);
        }
        stream.flush();
        List<Prediction> signals = signals("judged", 60);

        // Then
        double expected = IntStream.rangeClosed(1, 3)
                .mapToDouble(day -> spearman(signals, returns, day))
                .average()
                .orElseThrow();
        Quality quality = quality("judged", 60);
        assertThat(quality.getSignals().getPeriods()).isEqualTo(3);
        assertThat(quality.getSignals().getIc())
                .isCloseTo(expected, within(1e-9))
                .isGreaterThan(0.4);
        assertThat(quality.getAccuracy())
                .isEqualTo(signals.stream()
                                .filter(signal -> saysUp(signal) == returns.get(signal.getId()) > 0)
                                .count()
                        / 60.0);
    }

    private static float gaussian(Random random) {
        return (float) random.nextGaussian();
    }

    private static double spearman(List<Prediction> signals, Map<String, Double> returns, int day) {
        List<Prediction> ofDay = signals.stream()
                .filter(signal -> signal.getSignal().getPeriodEndMillis() == day * DAY)
                .toList();
        return new SpearmansCorrelation()
                .correlation(
                        ofDay.stream()
                                .mapToDouble(signal -> signal.getSignal().getScore())
                                .toArray(),
                        ofDay.stream()
                                .mapToDouble(signal -> returns.get(signal.getId()))
                                .toArray());
    }

    /** As soon as it is of all outcomes. */
    private Quality quality(String pipeline, int outcomes) throws InvalidProtocolBufferException {
        for (int told = 1; told < 60; told++) {
            List<ConsumerRecord<byte[], byte[]>> read = stream.read(Topics.quality(pipeline), told);
            Quality newest = Quality.parseFrom(read.get(read.size() - 1).value());
            if (newest.getOutcomes() >= outcomes) {
                return newest;
            }
        }
        throw new AssertionError("The outcomes never were " + outcomes + ".");
    }

    private static void assertRanked(List<Prediction> signals, int day, int size) {
        List<Signal> ofDay = signals.stream()
                .map(Prediction::getSignal)
                .filter(signal -> signal.getPeriodEndMillis() == day * DAY)
                .sorted((a, b) -> Double.compare(b.getScore(), a.getScore()))
                .toList();
        assertThat(ofDay).hasSize(size);
        for (int i = 0; i < size; i++) {
            assertThat(ofDay.get(i).getRank()).isEqualTo(i + 1);
            assertThat(ofDay.get(i).getCrossSection()).isEqualTo(size);
            assertThat(ofDay.get(i).getQuantile()).isEqualTo(1 + (size - i - 1) * 5 / size);
        }
    }

    private static boolean saysUp(Prediction prediction) {
        return prediction.getSignal().getScore() > 0.5;
    }

    private static double sum(float[] window) {
        double sum = 0;
        for (float step : window) {
            sum += step;
        }
        return sum;
    }

    private static double up(SavedModel model, float[] window) {
        HostTensor fed = HostTensor.float32(new long[] {1, LAGS, 1}, window);
        return model.run(Map.of("window", fed), List.of("probabilities"))
                .get("probabilities")
                .toFloats()[1];
    }

    private List<Prediction> signals(String pipeline, int count) {
        return stream.read(Topics.predictions(pipeline), count).stream()
                .map(SignalsIT::prediction)
                .toList();
    }

    private static Prediction prediction(ConsumerRecord<byte[], byte[]> record) {
        try {
            return Prediction.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }
}
