package io.fovea.messaging;

import static io.fovea.messaging.Records.bytes;
import static io.fovea.messaging.Records.read;
import static io.fovea.messaging.Records.text;
import static io.fovea.messaging.Records.waitFor;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.LinkData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.smallrye.mutiny.subscription.Cancellable;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From an event that comes in to what is predicted of it, over two services and a broker. */
@Timeout(90)
class TracingIT {

    private static final int COUNT = 40;
    private static final String SENDERS_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Tracing tracing = Spans.to(exporter);

    @Test
    void shouldTraceEachRecordFromItsEventToItsPrediction(@TempDir Path folder) {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder);
                Channels channels = new Channels(kafka.bootstrapServers());
                TopicAdmin admin = TopicAdmin.of(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            // Given
            String servers = kafka.bootstrapServers();
            admin.ensurePipelineTopics("p");
            ExactlyOnce preprocessing = exactlyOnce("preprocessing", servers, channels);
            ExactlyOnce predictor = exactlyOnce("predictor", servers, channels);

            // When
            ingest(servers);
            List<Cancellable> open = List.of(
                    channels.open(
                            "one", "one", Topics.images("p"), preprocessing, copyOrReject(Topics.examples("p"), 7)),
                    channels.open(
                            "two", "two", Topics.examples("p"), predictor, copyOrReject(Topics.predictions("p"), 9)));
            List<ConsumerRecord<byte[], byte[]>> predictions = read(servers, Topics.predictions("p"), COUNT - 2);
            List<ConsumerRecord<byte[], byte[]>> letters = read(servers, Topics.deadLetters("p"), 2);
            waitFor(() -> exporter.getFinishedSpanItems().size() >= 3 * COUNT - 1);
            open.forEach(Cancellable::cancel);
            preprocessing.close();
            predictor.close();

            // Then
            assertThat(predictions).hasSize(COUNT - 2).allSatisfy(this::isTracedFromItsEvent);
            assertThat(letters).hasSize(2);
            assertThat(spans("dead letter of fovea.images.p"))
                    .singleElement()
                    .returns(StatusCode.ERROR, span -> span.getStatus().getStatusCode());
            SpanData sent = spanOf(predictions.stream()
                    .filter(record -> text(record.key()).equals("0"))
                    .findFirst()
                    .orElseThrow());
            assertThat(sent.getTraceId()).isEqualTo(SENDERS_TRACE);
        }
    }

    /** Its span, that of its example, that of its event, in one trace; and the batches know of each other. */
    private void isTracedFromItsEvent(ConsumerRecord<byte[], byte[]> prediction) {
        SpanData predicted = spanOf(prediction);
        SpanData example = span(predicted.getParentSpanId());
        SpanData event = span(example.getParentSpanId());
        assertThat(List.of(predicted.getName(), example.getName(), event.getName()))
                .containsExactly("send fovea.predictions.p", "send fovea.examples.p", "send fovea.images.p");
        assertThat(List.of(predicted.getTraceId(), example.getTraceId())).containsOnly(event.getTraceId());
        SpanData batch = span(onlyLink(predicted));
        assertThat(batch.getName()).isEqualTo("predictor process");
        assertThat(batch.getLinks())
                .extracting(link -> link.getSpanContext().getSpanId())
                .contains(example.getSpanId());
    }

    private static String onlyLink(SpanData span) {
        assertThat(span.getLinks()).hasSize(1);
        LinkData link = span.getLinks().get(0);
        return link.getSpanContext().getSpanId();
    }

    private SpanData spanOf(ConsumerRecord<byte[], byte[]> record) {
        return span(text(record.headers().lastHeader("traceparent").value()).split("-")[2]);
    }

    private SpanData span(String id) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getSpanId().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private List<SpanData> spans(String name) {
        return exporter.getFinishedSpanItems().stream()
                .filter(span -> span.getName().equals(name))
                .toList();
    }

    /** The first belongs to a trace of whoever sent it. */
    private void ingest(String servers) {
        try (KafkaProducer<byte[], byte[]> producer = Records.producer(servers)) {
            IntStream.range(0, COUNT).forEach(i -> {
                byte[] number = bytes(Integer.toString(i));
                var record = new ProducerRecord<>(Topics.images("p"), number, number);
                if (i == 0) {
                    record.headers().add("traceparent", bytes("00-" + SENDERS_TRACE + "-00f067aa0ba902b7-01"));
                }
                producer.send(tracing.origin("ingestion", record));
            });
        }
    }

    private static BatchProcessor copyOrReject(String topic, int bad) {
        return (records, output) -> records.forEach(record -> {
            if (Records.number(record) == bad) {
                output.reject(record, new Rejection.MalformedRecord("it is " + bad));
            } else {
                output.send(new ProducerRecord<>(
                        topic,
                        null,
                        record.key(),
                        record.value(),
                        CloudEventHeaders.following(record.headers(), "id", "/test", "test", Instant.EPOCH)));
            }
        });
    }

    private ExactlyOnce exactlyOnce(String service, String servers, Channels channels) {
        return ExactlyOnce.of(
                ExactlyOnceSettings.of(service, "it", servers), new SimpleMeterRegistry(), channels.clients(), tracing);
    }
}
