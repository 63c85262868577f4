package io.fovea.predictor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.proto.drift.v1.Drift;
import io.fovea.proto.example.v1.Example;
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
        apply("watched", "");
        tiny.promote(new MoreModels(tiny).watched("watched", SIDE, 1, trainedOn()));

        // When
        Drift last = darker("watched");

        // Then
        assertThat(last.getModelVersion()).isEqualTo("1");
        assertThat(last.getExamples()).isEqualTo(WINDOW);
        assertThat(last.getFiguresList())
                .anySatisfy(figure -> assertThat(figure.getStability()).isGreaterThan(0.2));
    }

    @Test
    void shouldWatchSequencesToo() throws InvalidProtocolBufferException {
        // Given
        apply("watched-numbers", "label: {kind: sequence, longest: 3}");
        tiny.promote(new MoreModels(tiny).watchedSequences("watched-numbers", SIDE, 3, 1, trainedOn()));

        // When
        Drift last = darker("watched-numbers");

        // Then
        assertThat(last.getExamples()).isEqualTo(WINDOW);
    }

    private void apply(String pipeline, String label) {
        stream.apply("""
                pipeline: %s
                input: {kind: image, channels: 1, size: [4, 4]}
                model: {architecture: ffnn, classes: 2}
                serve: {drift: {window: %d, significance: 0.001}}
                %s
                """.formatted(pipeline, WINDOW, label));
        try (TopicAdmin admin = TopicAdmin.of(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.ensureDriftTopic(pipeline);
        }
    }

    private List<byte[]> trainedOn() {
        return IntStream.range(0, 400).mapToObj(i -> picture(0)).toList();
    }

    /** The first that tells of pictures that became darker, after such as told of nothing. */
    private Drift darker(String pipeline) throws InvalidProtocolBufferException {
        send(pipeline, 0, 1); // the reference is read when the first answer is seen
        assertThat(stream.read(Topics.predictions(pipeline), 1)).hasSize(1);
        List<Drift> told = List.of();
        while (told.isEmpty()) { // until a window of the same is full, however long reading the reference took
            send(pipeline, 0, WINDOW / 2);
            told = told(pipeline);
        }
        assertThat(told).allSatisfy(drift -> assertThat(drift.getDriftedList()).isEmpty());
        while (!told.get(told.size() - 1).getDriftedList().contains("mean_0")) { // until a window is of darker ones
            send(pipeline, 60, WINDOW / 2);
            told = told(pipeline);
        }
        return told.get(told.size() - 1);
    }

    private List<Drift> told(String pipeline) throws InvalidProtocolBufferException {
        List<Drift> told = new java.util.ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : stream.read(Topics.drift(pipeline), 0)) {
            told.add(Drift.parseFrom(record.value()));
        }
        return told;
    }

    private void send(String pipeline, int darker, int count) {
        for (int i = 0; i < count; i++) {
            String id = "id-" + sent++;
            Example example = Example.newBuilder()
                    .setId(id)
                    .addInputs(TensorCodec.uint8("image", new long[] {SIDE, SIDE, 1}, picture(darker)))
                    .build();
            stream.send(Topics.examples(pipeline), id, example.toByteArray());
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
