package io.fovea.ingestion;

import static io.fovea.ingestion.IngestionDoor.json;
import static java.net.http.HttpRequest.BodyPublishers.ofByteArray;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fovea.messaging.Topics;
import io.fovea.proto.market.v1.Bar;
import io.fovea.proto.market.v1.Decimal;
import io.fovea.testing.CommittedRecords;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Bars over HTTP into a real broker. */
@QuarkusTest
@WithTestResource(EmbeddedBroker.class)
class BarResourceIT extends IngestionStand {
    private static final String MARKET = """
            pipeline: %s
            input: {kind: bars, period: day, columns: {instrument: s, time: t, close: c}}
            windows: {lags: 2}
            model: {architecture: monthlyreturns}
            """;

    @Test
    void shouldPublishBarsOnce() throws Exception {
        // Given
        apply("market", MARKET);
        String bars =
                "[{\"s\": \"A\", \"t\": \"2020-01-09\", \"c\": 1.10}, {\"s\": \"B\", \"t\": \"2020-01-09\", \"c\": \"2\"}]";

        // When
        HttpResponse<String> first = post("market", bars);
        HttpResponse<String> again = post("market", bars);

        // Then
        assertThat(json(first)).hasToString("{\"accepted\":2,\"duplicates\":0,\"rejected\":[]}");
        assertThat(json(again)).hasToString("{\"accepted\":0,\"duplicates\":2,\"rejected\":[]}");
        assertThat(read("market", 2)).extracting(Bar::getInstrument).containsExactlyInAnyOrder("A", "B");
    }

    @Test
    void shouldTakeNothingOfARequestWithAWrongBar() throws Exception {
        // Given
        apply("wrong", MARKET);

        // When
        HttpResponse<String> answer = post(
                "wrong",
                "[{\"s\": \"A\", \"t\": \"2020-01-09\", \"c\": 1}, {\"s\": \"B\", \"t\": \"2020-01-09\", \"c\": 0}]");

        // Then
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(json(answer).get("code").asText()).isEqualTo("INVALID_BAR");
        assertThat(json(answer).get("explanation").asText())
                .isEqualTo("Bar 1: close is 0; allowed: a price above 0. No bar of the request was taken.");
        assertThat(json(answer).get("rejected").get(0).get("index").asInt()).isEqualTo(1);
        assertThat(json(post("wrong", "{\"s\": \"A\", \"t\": \"2020-01-09\", \"c\": 1}"))
                        .get("accepted")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void shouldSayWhatIsWrongWithARequest() throws Exception {
        // Given
        apply("market-too", MARKET);
        apply(
                "images-not-bars",
                "pipeline: %s\ninput: {channels: 1, size: [28, 28]}\nmodel: {architecture: lenet5, classes: 10}\n");

        // When, Then
        assertThat(post("nobodys", "{}").statusCode()).isEqualTo(404);
        assertThat(post("market-too", "[{").statusCode()).isEqualTo(400);
        HttpResponse<String> images = post("images-not-bars", "{}");
        assertThat(images.statusCode()).isEqualTo(422);
        assertThat(json(images).get("explanation").asText())
                .isEqualTo("Pipeline images-not-bars takes images, not bars.");
    }

    /** As files are sent: the others are taken, and what was refused is kept. */
    @Test
    void shouldKeepTheRefusedBarsOfABatchAsDeadLetters() throws Exception {
        // Given
        apply("batch", MARKET);
        Bar good = Bar.newBuilder()
                .setInstrument("A")
                .setPeriodEndMillis(Instant.parse("2020-01-10T00:00:00Z").toEpochMilli())
                .setAsOfMillis(Instant.parse("2020-01-10T00:00:00Z").toEpochMilli())
                .setClose(Decimal.newBuilder().setUnscaled(ByteString.copyFrom(new byte[] {5})))
                .build();
        Bar negative = good.toBuilder()
                .setInstrument("B")
                .setClose(Decimal.newBuilder().setUnscaled(ByteString.copyFrom(new byte[] {-5})))
                .build();
        var body = new ByteArrayOutputStream();
        negative.writeDelimitedTo(body);
        good.writeDelimitedTo(body);

        // When
        HttpResponse<String> answer = post("batch", BarResource.BATCH, ofByteArray(body.toByteArray()));

        // Then
        assertThat(json(answer).get("accepted").asInt()).isEqualTo(1);
        assertThat(read("batch", 1)).containsExactly(good);
        assertThat(records(Topics.deadLetters("batch"), 1)).singleElement().satisfies(letter -> {
            assertThat(letter.key()).asString(UTF_8).isEqualTo("B");
            assertThat(letter.value()).isEqualTo(negative.toByteArray());
            assertThat(letter.headers().lastHeader("dead-letter-reason").value())
                    .asString(UTF_8)
                    .isEqualTo("INVALID_BAR: The bar is wrong: close is -5; allowed: a price above 0.");
            assertThat(letter.headers().lastHeader("dead-letter-service").value())
                    .asString(UTF_8)
                    .isEqualTo("ingestion");
        });
    }

    private void apply(String name, String file) {
        door.apply(file.formatted(name));
    }

    private HttpResponse<String> post(String pipeline, String body) throws Exception {
        return post(pipeline, "application/json", BodyPublishers.ofString(body));
    }

    private HttpResponse<String> post(String pipeline, String type, HttpRequest.BodyPublisher body) throws Exception {
        return door.post("/ingestion/pipelines/" + pipeline + "/bars", type, body);
    }

    private List<Bar> read(String pipeline, int count) throws Exception {
        List<Bar> bars = new ArrayList<>();
        for (var record : records(Topics.bars(pipeline), count)) {
            bars.add(Bar.parseFrom(record.value()));
        }
        return bars;
    }

    private List<ConsumerRecord<byte[], byte[]>> records(String topic, int count) {
        return CommittedRecords.read(kafka.bootstrapServers(), topic, count);
    }
}
