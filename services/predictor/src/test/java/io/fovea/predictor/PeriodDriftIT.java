package io.fovea.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.Topics;
import io.fovea.proto.drift.v1.Drift;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Days like those of the training set, then wilder ones, over a real broker, with a network that was trained. */
@QuarkusTest
@QuarkusTestResource(EmbeddedBroker.class)
class PeriodDriftIT extends MarketStand {

    private static final int INSTRUMENTS = 15;
    private static final int WINDOW = 5;

    private final Random random = new Random(9);

    @Test
    void shouldTellOfADriftThatWasPlantedAndOfNoOther() throws InvalidProtocolBufferException {
        // Given
        String definition = apply("wild", "serve: {drift: {window: %d}}".formatted(WINDOW));
        tiny.promote(new MoreModels(tiny).watchedWindows("wild", LAGS, 1, trainedOn()));

        // When
        for (int day = 1; day <= 2 * WINDOW; day++) {
            send(day, definition, day <= WINDOW ? 1 : 6);
        }
        stream.flush();

        // Then
        List<Drift> told = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : stream.read(Topics.drift("wild"), 2)) {
            told.add(Drift.parseFrom(record.value()));
        }
        assertThat(told).hasSize(2).allSatisfy(drift -> {
            assertThat(drift.getPeriods()).isEqualTo(WINDOW);
            assertThat(drift.getExamples()).isEqualTo(WINDOW * INSTRUMENTS);
        });
        assertThat(told.get(0).getToMillis()).isEqualTo(WINDOW * DAY);
        assertThat(told.get(0).getDriftedList()).isEmpty();
        assertThat(told.get(1).getDriftedList()).contains("return_spread");
    }

    /** What the newest returns of so many instruments have for mean and spread where nothing drifts; of scores too few to be compared. */
    private Map<String, double[]> trainedOn() {
        int days = 400;
        double[][] returns = IntStream.range(0, days)
                .mapToObj(day -> random.doubles(INSTRUMENTS, -1, 1).toArray())
                .toArray(double[][]::new);
        return Map.of(
                "return_mean",
                        IntStream.range(0, days)
                                .mapToDouble(day -> mean(returns[day]))
                                .toArray(),
                "return_spread",
                        IntStream.range(0, days)
                                .mapToDouble(day -> spread(returns[day]))
                                .toArray(),
                "score_mean", random.doubles(10).toArray(),
                "score_spread", random.doubles(10).toArray());
    }

    private static double mean(double[] values) {
        return IntStream.range(0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow();
    }

    private static double spread(double[] values) {
        double mean = mean(values);
        return Math.sqrt(IntStream.range(0, values.length)
                .mapToDouble(i -> (values[i] - mean) * (values[i] - mean))
                .average()
                .orElseThrow());
    }

    private void send(int day, String definition, float wilder) {
        for (int i = 0; i < INSTRUMENTS; i++) {
            float[] window = new float[LAGS];
            for (int lag = 0; lag < LAGS; lag++) {
                window[lag] = wilder * (2 * random.nextFloat() - 1);
            }
            send("wild", example(definition, "I" + i, day, window));
        }
        close("wild", definition, day, INSTRUMENTS);
    }
}
