package io.fovea.predictor.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.CloudEventHeaders;
import io.fovea.proto.label.v1.Outcome;
import io.fovea.proto.label.v1.Quality;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.Record;

/** How right a version was becomes a record of quality. */
final class QualityEvents {

    private static final String TYPE = Quality.getDescriptor().getFullName();

    private QualityEvents() {}

    static Record<byte[], byte[]> record(Quality quality, long now) {
        String version = version(quality.getModel(), quality.getModelVersion());
        var headers = CloudEventHeaders.of(version + "@" + now, "/fovea/predictor", TYPE, Instant.ofEpochMilli(now));
        return new Record<>(version.getBytes(UTF_8), quality.toByteArray(), now, headers);
    }

    /** As {@code MODEL/VERSION}. */
    static String version(Outcome outcome) {
        return version(outcome.getModel(), outcome.getModelVersion());
    }

    private static String version(String model, String version) {
        return model + "/" + version;
    }
}
