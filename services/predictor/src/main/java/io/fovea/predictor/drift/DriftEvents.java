package io.fovea.predictor.drift;

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
        String version = drift.getModel() + "/" + drift.getModelVersion();
        if (!drift.getDriftedList().isEmpty()) {
            LOG.warnf(
                    "Drift pipeline=%s model=%s examples=%d figures=%s",
                    drift.getPipeline(), version, drift.getExamples(), String.join(",", drift.getDriftedList()));
        }
        try {
            if (!prepared.contains(drift.getPipeline())) {
                admin.ensureDriftTopic(drift.getPipeline());
                prepared.add(drift.getPipeline());
            }
            producer.send(
                    Topics.drift(drift.getPipeline()),
                    version,
                    drift,
                    CloudEventHeaders.of(
                            version + "@" + drift.getToMillis(),
                            "/fovea/predictor",
                            Drift.getDescriptor().getFullName(),
                            Instant.ofEpochMilli(drift.getToMillis())));
        } catch (MessagingException e) {
            LOG.warnf("Drift was not told pipeline=%s problem=%s", drift.getPipeline(), e.getMessage());
        }
    }

    @Override
    public void close() {
        producer.close();
        admin.close();
    }
}
