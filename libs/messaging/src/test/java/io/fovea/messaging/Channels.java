package io.fovea.messaging;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.reactive.messaging.kafka.KafkaCDIEvents;
import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConnector;
import io.smallrye.reactive.messaging.kafka.commit.KafkaIgnoreCommit;
import io.smallrye.reactive.messaging.kafka.fault.KafkaIgnoreFailure;
import io.smallrye.reactive.messaging.kafka.impl.KafkaClientServiceImpl;
import io.smallrye.reactive.messaging.providers.connectors.ExecutionHolder;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.spi.ConnectorLiteral;
import org.jboss.weld.environment.se.Weld;
import org.jboss.weld.environment.se.WeldContainer;

/** SmallRye's own Kafka connector, whose channels a test opens and closes as it likes. */
final class Channels implements AutoCloseable {

    private static final Class<?>[] BEANS = {
        KafkaConnector.class,
        KafkaClientServiceImpl.class,
        KafkaCDIEvents.class,
        KafkaIgnoreCommit.Factory.class,
        KafkaIgnoreFailure.Factory.class,
        ExecutionHolder.class,
        PollSequenceCustomizer.class
    };

    private static final Map<String, String> BATCHES = Map.of(
            "batch", "true",
            "commit-strategy", "ignore",
            "failure-strategy", "ignore",
            "isolation.level", "read_committed",
            "enable.auto.commit", "false",
            "auto.offset.reset", "earliest",
            "partition.assignment.strategy", "org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
            "key.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer",
            "value.deserializer", "org.apache.kafka.common.serialization.ByteArrayDeserializer");

    private static final Map<String, String> QUICK = Map.of(
            "poll-timeout", "100",
            "tracing-enabled", "false",
            "metadata.max.age.ms", "500",
            "heartbeat.interval.ms", "300",
            "reconnect.backoff.max.ms", "500",
            "max.poll.records", "50",
            "max.poll.interval.ms", "2000");

    private final WeldContainer container =
            new Weld().disableDiscovery().beanClasses(BEANS).initialize();
    private final String bootstrapServers;

    Channels(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    KafkaClientService clients() {
        return container.select(KafkaClientService.class).get();
    }

    /** Opens a channel, and hands its batches to {@code exactlyOnce} one after the other, as a service's method does. */
    Cancellable open(String channel, String group, String topics, ExactlyOnce exactlyOnce, BatchProcessor processor) {
        var connector = container
                .select(KafkaConnector.class, ConnectorLiteral.of(KafkaConnector.CONNECTOR_NAME))
                .get();
        return Multi.createFrom()
                .publisher(connector.getPublisher(config(channel, group, topics)))
                .onItem()
                .transformToUniAndConcatenate(message ->
                        Uni.createFrom().completionStage(() -> exactlyOnce.process(records(message), processor)))
                .subscribe()
                .with(done -> {}, Throwable::printStackTrace);
    }

    @SuppressWarnings("unchecked")
    private static Message<ConsumerRecords<byte[], byte[]>> records(Message<?> message) {
        return (Message<ConsumerRecords<byte[], byte[]>>) message.withPayload(
                (ConsumerRecords<byte[], byte[]>) PolledBatch.metadata(message).getRecords());
    }

    private Config config(String channel, String group, String topics) {
        var properties = new HashMap<String, String>();
        properties.putAll(BATCHES);
        properties.putAll(QUICK);
        properties.put("channel-name", channel);
        properties.put("group.id", group);
        properties.put("topic", topics);
        properties.put("pattern", "true");
        properties.put("bootstrap.servers", bootstrapServers);
        return new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(properties, channel, 100))
                .build();
    }

    @Override
    public void close() {
        container.close();
    }
}
