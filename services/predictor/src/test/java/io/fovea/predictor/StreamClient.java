package io.fovea.predictor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.pipeline.v1.Pipeline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What stands around the service: who applies pipelines, sends records and reads what comes of them. */
final class StreamClient implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Duration SILENCE = Duration.ofMillis(1500);

    private final Map<String, Object> properties;
    private final KafkaProducer<byte[], byte[]> producer;

    StreamClient(String bootstrapServers) {
        this.properties = Map.of("bootstrap.servers", bootstrapServers);
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    void apply(String yaml) {
        PipelineSpec pipeline = PipelineSpec.parse(yaml);
        try (TopicAdmin admin = TopicAdmin.of(properties);
                ControlProducer control = ControlProducer.of(properties)) {
            admin.ensureControlTopics();
            if (pipeline.market().isPresent()) {
                admin.ensureMarketTopics(pipeline.name());
            } else {
                admin.ensurePipelineTopics(pipeline.name());
            }
            Pipeline applied = Pipeline.newBuilder()
                    .setName(pipeline.name())
                    .setVersion(pipeline.version())
                    .setFile(yaml)
                    .build();
            control.send(Topics.PIPELINES, pipeline.name(), applied);
        }
    }

    void send(String topic, String key, byte[] value, Header... headers) {
        producer.send(new ProducerRecord<>(topic, null, key.getBytes(UTF_8), value, List.of(headers)));
    }

    void flush() {
        producer.flush();
    }

    /** What is committed: waits until there are {@code count} and then, for more than there should be, a little longer. */
    List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        Map<String, Object> committed = Map.of(
                "bootstrap.servers", properties.get("bootstrap.servers"),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(committed, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(topic, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return read(consumer, count);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> read(KafkaConsumer<byte[], byte[]> consumer, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (records.size() < count && System.nanoTime() < deadline) {
            consumer.poll(Duration.ofMillis(200)).forEach(records::add);
        }
        ConsumerRecords<byte[], byte[]> more;
        do {
            more = consumer.poll(SILENCE);
            more.forEach(records::add);
        } while (!more.isEmpty());
        return records;
    }

    @Override
    public void close() {
        producer.close();
    }
}
