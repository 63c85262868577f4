package io.fovea.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.ControlProducer;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.pipeline.v1.Pipeline;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Who stands around a service: applies pipelines, sends records and reads what comes of them. */
public final class StreamClient implements AutoCloseable {

    private final String bootstrapServers;
    private final KafkaProducer<byte[], byte[]> producer;

    public StreamClient(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.producer = new KafkaProducer<>(properties(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** As {@code fovea apply} does: the pipeline's topics, then its file. */
    public void apply(String yaml) {
        PipelineSpec pipeline = PipelineSpec.parse(yaml);
        try (TopicAdmin admin = TopicAdmin.of(properties());
                ControlProducer control = ControlProducer.of(properties())) {
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

    /** Without waiting: {@link #flush} does. */
    public void send(String topic, String key, byte[] value, Header... headers) {
        producer.send(new ProducerRecord<>(topic, null, key.getBytes(UTF_8), value, List.of(headers)));
    }

    public void flush() {
        producer.flush();
    }

    /** As {@link CommittedRecords#read}. */
    public List<ConsumerRecord<byte[], byte[]>> read(String topic, int count) {
        return CommittedRecords.read(bootstrapServers, topic, count);
    }

    private Map<String, Object> properties() {
        return Map.of("bootstrap.servers", bootstrapServers);
    }

    @Override
    public void close() {
        producer.close();
    }
}
