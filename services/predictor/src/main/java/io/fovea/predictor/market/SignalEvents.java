package io.fovea.predictor.market;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.CloudEventHeaders;
import io.fovea.messaging.Topics;
import io.fovea.messaging.Tracing;
import io.fovea.proto.prediction.v1.Prediction;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;

/** A signal that leaves becomes a record of predictions, in the trace of its score. */
final class SignalEvents {

    private static final String SERVICE = "predictor";
    private static final String TYPE = Prediction.getDescriptor().getFullName();

    private final String topic;
    private final Tracing tracing;

    SignalEvents(String pipeline, Tracing tracing) {
        this.topic = Topics.predictions(pipeline);
        this.tracing = tracing;
    }

    /** @param score what it was as it came */
    Record<byte[], byte[]> record(Prediction signal, HeldScore score, long timestamp) {
        Headers headers = CloudEventHeaders.of(
                signal.getId(), "/fovea/" + SERVICE, TYPE, Instant.ofEpochMilli(signal.getPredictedAtMillis()));
        score.trace().addTo(headers);
        tracing.follow(SERVICE, topic, headers, score.trace().isNone() ? timestamp : score.sinceMillis());
        return new Record<>(signal.getId().getBytes(UTF_8), signal.toByteArray(), timestamp, headers);
    }
}
