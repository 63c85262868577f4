package io.fovea.ingestion.publishing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.CloudEventHeaders;
import io.fovea.messaging.Topics;
import io.fovea.proto.image.v1.ImageRecord;
import java.time.Clock;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/** Turns images into records: keyed by id, a CloudEvent in binary mode, large content outside. */
public final class ImageEvents {
    private static final String TYPE = "io.fovea.image.v1.ImageRecord";

    private final ClaimChecks claimChecks;
    private final Clock clock;

    public ImageEvents(ClaimChecks claimChecks, Clock clock) {
        this.claimChecks = claimChecks;
        this.clock = clock;
    }

    /** The event's id is the image's fingerprint: the same image with another label is another event. */
    ProducerRecord<byte[], byte[]> event(String pipeline, ImageRecord image, Optional<String> traceparent) {
        Headers headers = CloudEventHeaders.of(
                Fingerprint.of(image).toString(), "/fovea/ingestion/" + pipeline, TYPE, clock.instant());
        TraceParent.add(traceparent, headers);
        return new ProducerRecord<>(
                Topics.images(pipeline),
                null,
                image.getId().getBytes(UTF_8),
                claimChecks.slim(image).toByteArray(),
                headers);
    }
}
