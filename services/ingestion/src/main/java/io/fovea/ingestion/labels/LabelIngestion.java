package io.fovea.ingestion.labels;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.ingestion.publishing.ProducerTransactions;
import io.fovea.messaging.CloudEventHeaders;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.label.v1.DelayedLabel;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Publishes labels, all of a request or none. The same label may come twice: whoever joins it with its prediction leaves the
 * second one out. Thread-safe.
 */
public final class LabelIngestion implements AutoCloseable {

    private final TopicAdmin admin;
    private final ProducerTransactions transactions;
    private final MeterRegistry meters;
    private final Set<String> prepared = ConcurrentHashMap.newKeySet();

    /** @param transactions are closed here */
    public LabelIngestion(TopicAdmin admin, ProducerTransactions transactions, MeterRegistry meters) {
        this.admin = admin;
        this.transactions = transactions;
        this.meters = meters;
    }

    /** @throws WrongLabelsException when the pipeline takes none */
    public static void check(PipelineSpec pipeline) {
        if (pipeline.market().isPresent()) {
            throw new WrongLabelsException(
                    "Pipeline %s is on bars: its signals meet their returns by themselves.".formatted(pipeline.name()));
        }
        if (pipeline.serve().labels().isEmpty()) {
            throw new WrongLabelsException(
                    "Pipeline %s joins no labels with its predictions: add serve.labels to its file, such as {window: 1000}, and apply it again."
                            .formatted(pipeline.name()));
        }
    }

    /**
     * Publishes the labels in one transaction.
     *
     * @param pipeline that takes some
     * @throws io.fovea.ingestion.publishing.BrokerUnavailableException when it is unknown whether they were; sending them
     *     again is safe
     */
    public void ingest(PipelineSpec pipeline, List<DelayedLabel> labels) {
        String name = pipeline.name();
        if (!prepared.contains(name)) {
            admin.ensureLabelTopics(name);
            prepared.add(name);
        }
        transactions.publish(labels.stream().map(label -> event(name, label)).toList());
        meters.counter("fovea.ingestion.labels", "pipeline", name).increment(labels.size());
    }

    private static ProducerRecord<byte[], byte[]> event(String pipeline, DelayedLabel label) {
        return new ProducerRecord<>(
                Topics.labels(pipeline),
                null,
                label.getId().getBytes(UTF_8),
                label.toByteArray(),
                CloudEventHeaders.of(
                        label.getId() + "=" + label.getLabel() + String.join(" ", label.getSequenceList()),
                        "/fovea/ingestion/" + pipeline,
                        DelayedLabel.getDescriptor().getFullName(),
                        Instant.ofEpochMilli(label.getKnownAtMillis())));
    }

    @Override
    public void close() {
        transactions.close();
    }
}
