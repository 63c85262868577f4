package io.fovea.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.proto.drift.v1.Drift;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.tensorcodec.TensorCodec;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Pictures like those of the training set, then darker ones, over a real broker. */
@QuarkusTest
@QuarkusTestResource(EmbeddedBroker.class)
@Timeout(120)
class DriftIT extends ServingStand {

    private static final int SIDE = 4;
    private static final int WINDOW = 200;

    private final Random random = new Random(5);
    private int sent;

    @Test
    void shouldTellOfADriftThatWasPlantedAndOfNoOther() throws InvalidProtocolBufferException {
        // Given
        stream.apply("""
                pipeline: watched
                input: {kind: image, channels: 1, size: [4, 4]}
                model: {architecture: ffnn, classes: 2}
                serve: {drift: {window: %d, significance: 0.001}}
                """.formatted(WINDOW));
        List<byte[]> trainedOn =
                IntStream.range(0, 400).mapToObj(i -> picture(0)).toList();
        try (TopicAdmin admin = TopicAdmin.of(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.ensureDriftTopic("watched");
        }
        ModelVersion version = new MoreModels(tiny).watched("watched", SIDE, 1, trainedOn);
        tiny.promote(version);
        send(0, 1); // the reference is read when the first answer is seen
        assertThat(stream.read(Topics.predictions("watched"), 1)).hasSize(1);

        // When
        List<Drift> told = List.of();
        while (told.isEmpty()) { // until a window of the same is full, however long reading the reference took
            send(0, WINDOW / 2);
            told = told();
        }
        assertThat(told).allSatisfy(drift -> assertThat(drift.getDriftedList()).isEmpty());
        while (!told.get(told.size() - 1).getDriftedList().contains("mean_0")) { // until a window is of darker ones
            send(60, WINDOW / 2);
            told = told();
        }

        // Then
        Drift last = told.get(told.size() - 1);
        assertThat(last.getModelVersion()).isEqualTo("1");
        assertThat(last.getExamples()).isEqualTo(WINDOW);
        assertThat(last.getFiguresList())
                .anySatisfy(figure -> assertThat(figure.getStability()).isGreaterThan(0.2));
    }

    private List<Drift> told() throws InvalidProtocolBufferException {
        List<Drift> told = new java.util.ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : stream.read(Topics.drift("watched"), 0)) {
            told.add(Drift.parseFrom(record.value()));
        }
        return told;
    }

    private void send(int darker, int count) {
        for (int i = 0; i < count; i++) {
            String id = "id-" + sent++;
            Example example = Example.newBuilder()
                    .setId(id)
                    .addInputs(TensorCodec.uint8("image", new long[] {SIDE, SIDE, 1}, picture(darker)))
                    .build();
            stream.send(Topics.examples("watched"), id, example.toByteArray());
        }
        stream.flush();
    }

    private byte[] picture(int darker) {
        byte[] pixels = new byte[SIDE * SIDE];
        int base = 100 + random.nextInt(60) - darker;
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (base + random.nextInt(40));
        }
        return pixels;
    }
}
