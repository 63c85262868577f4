package io.fovea.ingestion.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.CloudEventHeaders;
import io.fovea.messaging.DeadLetters;
import io.fovea.messaging.Topics;
import io.fovea.proto.market.v1.Bar;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Turns bars into records: keyed by instrument, a CloudEvent in binary mode of the time at which the bar was known. */
public final class BarEvents {
    private static final String TYPE = "io.fovea.market.v1.Bar";

    /** The event's id is the bar's fingerprint: a corrected bar is another event. */
    ProducerRecord<byte[], byte[]> event(String pipeline, Bar bar, Optional<String> traceparent) {
        Headers headers = CloudEventHeaders.of(
                Fingerprint.of(bar).toString(),
                "/fovea/ingestion/" + pipeline,
                TYPE,
                Instant.ofEpochMilli(bar.getAsOfMillis()));
        TraceParent.add(traceparent, headers);
        return new ProducerRecord<>(
                Topics.bars(pipeline), null, bar.getInstrument().getBytes(UTF_8), bar.toByteArray(), headers);
    }

    /** A dead letter of what never had a place in the bars' topic, which its partition and offset of -1 say. */
    public ProducerRecord<byte[], byte[]> letter(String pipeline, BarLetter letter, Optional<String> traceparent) {
        Headers headers =
                DeadLetters.headers(new RecordHeaders(), letter.why(), "ingestion", Topics.bars(pipeline), -1, -1);
        TraceParent.add(traceparent, headers);
        byte[] key = letter.instrument() == null ? null : letter.instrument().getBytes(UTF_8);
        return new ProducerRecord<>(Topics.deadLetters(pipeline), null, key, letter.value(), headers);
    }
}
