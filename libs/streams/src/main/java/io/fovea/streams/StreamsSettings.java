package io.fovea.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;

/**
 * What every topology of a service runs with.
 *
 * @param service whose they are, such as {@code preprocessing}
 * @param instance stable name of this process among several, which keeps its place in the group over a restart
 * @param clientProperties {@code bootstrap.servers} is needed
 * @param stateDir where Kafka Streams keeps its locks
 * @param commitInterval how often outputs of live records become visible: the longer, the fewer transactions, and the
 *     later each; see {@link PromptCommits}
 * @param threads of a topology
 */
public record StreamsSettings(
        String service,
        String instance,
        Map<String, Object> clientProperties,
        Path stateDir,
        Duration commitInterval,
        int threads) {

    private static final int SESSION_MILLIS = 6_000;
    private static final int TRANSACTION_MILLIS = 10_000;
    private static final int POLL_RECORDS = 2_000;
    private static final long BACKLOG_MILLIS = 500; // between commits of what came more than a second ago

    public StreamsSettings {
        clientProperties = Map.copyOf(clientProperties);
    }

    Properties properties(String applicationId) {
        Map<String, Object> all = new HashMap<>(clientProperties);
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, applicationId);
        all.put(StreamsConfig.CLIENT_ID_CONFIG, applicationId + "-" + instance);
        all.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.resolve(instance).toString());
        all.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        all.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, Math.max(BACKLOG_MILLIS, commitInterval.toMillis()));
        all.put(StreamsConfig.POLL_MS_CONFIG, Math.max(1, Math.min(commitInterval.toMillis() / 2, 100)));
        all.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, threads);
        all.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, -1); // the broker's default
        all.put(StreamsConfig.DEFAULT_KEY_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        all.put(StreamsConfig.DEFAULT_VALUE_SERDE_CLASS_CONFIG, Serdes.ByteArraySerde.class);
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), POLL_RECORDS);
        all.put(StreamsConfig.consumerPrefix(ConsumerConfig.METADATA_MAX_AGE_CONFIG), 5_000);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG), service + "-" + instance);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), SESSION_MILLIS);
        all.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), SESSION_MILLIS / 3);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), TRANSACTION_MILLIS);
        all.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 * 1024);
        var properties = new Properties();
        properties.putAll(all);
        return properties;
    }
}
