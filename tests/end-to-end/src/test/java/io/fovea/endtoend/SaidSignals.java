package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The signals of a pipeline as a plain {@code read_committed} consumer sees them come; none of them may come twice. */
final class SaidSignals implements AutoCloseable {

    private static final Duration QUIET = Duration.ofSeconds(60);

    private final String pipeline;
    private final KafkaConsumer<String, byte[]> consumer;
    private final Map<String, Said> said = new HashMap<>(); // by instrument and period end

    /** What is said of an instrument at a moment, the score to its last bit. */
    record Said(
            String model,
            String version,
            long asOfMillis,
            long scoreBits,
            double rank,
            int crossSection,
            int quantile) {}

    SaidSignals(String bootstrapServers, String pipeline) {
        this.pipeline = pipeline;
        this.consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor("fovea.predictions." + pipeline).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** How many there are by now. */
    int look(Duration longest) {
        consumer.poll(longest).forEach(this::add);
        return said.size();
    }

    /** All of them: once there are so many and a little longer, for those that should not come, or after a long silence. */
    Map<String, Said> await(OptionalInt count, Duration patience) {
        Instant deadline = Instant.now().plus(patience);
        Instant moved = Instant.now();
        for (int before = 0, now; Instant.now().isBefore(deadline); before = now) {
            now = look(Duration.ofMillis(500));
            moved = now > before ? Instant.now() : moved;
            boolean isSilent = now > 0 && Instant.now().isAfter(moved.plus(QUIET));
            if (count.isPresent() ? now >= count.getAsInt() : isSilent) {
                break;
            }
        }
        for (Instant end = Instant.now().plusSeconds(3); Instant.now().isBefore(end); ) {
            look(Duration.ofMillis(500));
        }
        return Map.copyOf(said);
    }

    private void add(ConsumerRecord<String, byte[]> record) {
        Prediction prediction = parsed(record.value());
        Signal signal = prediction.getSignal();
        var one = new Said(
                prediction.getModel(),
                prediction.getModelVersion(),
                prediction.getEventTimeMillis(),
                Double.doubleToRawLongBits(signal.getScore()),
                signal.getRank(),
                signal.getCrossSection(),
                signal.getQuantile());
        assertThat(said.put(prediction.getId(), one))
                .as("another signal %s of %s", prediction.getId(), pipeline)
                .isNull();
    }

    private static Prediction parsed(byte[] value) {
        try {
            return Prediction.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
