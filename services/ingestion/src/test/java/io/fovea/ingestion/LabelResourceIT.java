package io.fovea.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.messaging.Topics;
import io.fovea.proto.label.v1.DelayedLabel;
import io.fovea.testing.CommittedRecords;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Labels over HTTP into a real broker. */
@QuarkusTest
@WithTestResource(EmbeddedBroker.class)
class LabelResourceIT extends IngestionStand {

    private static final String ID = "0123456789abcdef".repeat(4);
    private static final String PETS = """
            pipeline: %s
            input: {channels: 1, size: [28, 28]}
            model: {architecture: lenet5, classes: [cat, dog]}
            """;
    private static final String NUMBERS = """
            pipeline: %s
            input: {channels: 1, size: [28, 28]}
            label: {kind: sequence, longest: 3}
            model: {architecture: lenet5, classes: 10}
            serve: {labels: {}}
            """;
    private static final String BARS = """
            pipeline: %s
            input: {kind: bars, period: day}
            windows: {lags: 4}
            model: {architecture: monthlyreturns}
            serve: {labels: {}}
            """;

    @Test
    void shouldPublishLabels() throws Exception {
        // Given
        apply("pets", PETS + "serve: {labels: {window: 10}}");

        // When
        HttpResponse<String> answer = post("pets", "[{\"id\": \"%s\", \"label\": \"dog\"}]".formatted(ID));

        // Then
        assertThat(answer.body()).isEqualTo("{\"accepted\":1}");
        assertThat(read(Topics.labels("pets"), 1)).singleElement().satisfies(label -> {
            assertThat(label.getId()).isEqualTo(ID);
            assertThat(label.getLabel()).isEqualTo("dog");
            assertThat(label.getKnownAtMillis()).isPositive();
        });
    }

    @Test
    void shouldSayWhyItTakesNone() throws Exception {
        // Given
        apply("no-labels", PETS);
        apply("with-labels", PETS + "serve: {labels: {}}");
        apply("bars", BARS);
        String dog = "{\"id\": \"%s\", \"label\": \"dog\"}".formatted(ID);

        // When, then
        assertThat(post("nobodys-pets", dog).statusCode()).isEqualTo(404);
        assertThat(post("no-labels", dog).statusCode()).isEqualTo(422);
        assertThat(post("no-labels", dog).body()).contains("INVALID_LABELS", "add serve.labels to its file");
        assertThat(post("bars", "no label").body())
                .contains("Pipeline bars is on bars: its signals meet their returns by themselves.");
        assertThat(post("with-labels", dog.replace("dog", "cow")).body())
                .contains("Label 0 says 'cow', which is no class of the pipeline; expected one of cat, dog.");
    }

    @Test
    void shouldTakeASequence() throws Exception {
        // Given
        apply("numbers", NUMBERS);

        // When
        HttpResponse<String> answer = post("numbers", "{\"id\": \"%s\", \"label\": \"1 9 2\"}".formatted(ID));

        // Then
        assertThat(answer.body()).isEqualTo("{\"accepted\":1}");
        assertThat(read(Topics.labels("numbers"), 1))
                .singleElement()
                .satisfies(label -> assertThat(label.getSequenceList()).containsExactly("1", "9", "2"));
    }

    private void apply(String name, String file) {
        door.apply(file.formatted(name));
    }

    private HttpResponse<String> post(String pipeline, String body) throws Exception {
        return door.post(
                "/ingestion/pipelines/" + pipeline + "/labels", "application/json", BodyPublishers.ofString(body));
    }

    private List<DelayedLabel> read(String topic, int count) throws IOException {
        List<DelayedLabel> labels = new ArrayList<>();
        for (var record : CommittedRecords.read(kafka.bootstrapServers(), topic, count)) {
            labels.add(DelayedLabel.parseFrom(record.value()));
        }
        return labels;
    }
}
