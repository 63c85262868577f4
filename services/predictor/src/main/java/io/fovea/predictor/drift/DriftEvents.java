package io.fovea.predictor.drift;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.CloudEventHeaders;
import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.MessagingException;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.proto.drift.v1.Drift;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

/** Tells of comparisons in the pipelines' topics of drift. */
public final class DriftEvents implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DriftEvents.class);

    private final TopicAdmin admin;
    private final ControlProducer producer;
    private final Set<String> prepared = ConcurrentHashMap.newKeySet();

    private DriftEvents(TopicAdmin admin, ControlProducer producer) {
        this.admin = admin;
        this.producer = producer;
    }

    /** On these client properties, of which {@code bootstrap.servers} is needed. */
    public static DriftEvents on(Map<String, Object> client) {
        return new DriftEvents(TopicAdmin.of(client), ControlProducer.of(client));
    }

    /** One that cannot be told is said in the log and lost: the next window tells the same. */
    void send(Drift drift) {
        log(drift);
        try {
            if (!prepared.contains(drift.getPipeline())) {
                admin.ensureDriftTopic(drift.getPipeline());
                prepared.add(drift.getPipeline());
            }
            producer.send(Topics.drift(drift.getPipeline()), version(drift), drift, headers(drift));
        } catch (MessagingException e) {
            LOG.warnf("Drift was not told pipeline=%s problem=%s", drift.getPipeline(), e.getMessage());
        }
    }

    /** A record of the topic of drift, for who writes it himself. */
    static Record<byte[], byte[]> record(Drift drift, long now) {
        return new Record<>(version(drift).getBytes(UTF_8), drift.toByteArray(), now, headers(drift));
    }

    /** Says it where something has drifted. */
    static void log(Drift drift) {
        if (drift.getDriftedCount() > 0) {
            LOG.warnf(
                    "Drift pipeline=%s model=%s examples=%d figures=%s",
                    drift.getPipeline(), version(drift), drift.getExamples(), String.join(",", drift.getDriftedList()));
        }
    }

    private static String version(Drift drift) {
        return drift.getModel() + "/" + drift.getModelVersion();
    }

    private static Headers headers(Drift drift) {
        return CloudEventHeaders.of(
                version(drift) + "@" + drift.getToMillis(),
                "/fovea/predictor",
                Drift.getDescriptor().getFullName(),
                Instant.ofEpochMilli(drift.getToMillis()));
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
