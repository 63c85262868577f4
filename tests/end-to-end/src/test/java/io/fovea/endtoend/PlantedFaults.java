package io.fovea.endtoend;

import io.fovea.endtoend.Ledger.Verdict;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** A copy of a topic of predictions, in which one is lost, one doubled, and one changes places with the next of its key. */
final class PlantedFaults implements AutoCloseable {

    private static final int LOST_AT = 1_000;
    private static final int DOUBLED_AT = 2_000;
    private static final int SWAPPED_AT = 3_000;

    private final String target;
    private final KafkaProducer<String, byte[]> producer;
    private int count;
    private String lost = "";
    private String doubled = "";
    private String swapped = "";
    private @Nullable ConsumerRecord<String, byte[]> heldBack;

    private PlantedFaults(String bootstrapServers, String target) {
        this.target = target;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", "20"),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    /** Copies them; what a count of the copy must say. */
    static Verdict plant(String bootstrapServers, String predictions, String target) {
        try (var planted = new PlantedFaults(bootstrapServers, target)) {
            new CommittedTopic(bootstrapServers, predictions).forEach(planted::copy);
            return planted.expected();
        }
    }

    private void copy(ConsumerRecord<String, byte[]> record) {
        count++;
        if (count == LOST_AT) {
            lost = name(record);
        } else if (count == SWAPPED_AT) {
            swapped = name(record);
            heldBack = record;
        } else {
            send(record);
            if (count == DOUBLED_AT) {
                doubled = name(record);
                send(record);
            }
            if (heldBack != null && heldBack.key().equals(record.key())) {
                send(heldBack);
                heldBack = null;
            }
        }
    }

    private Verdict expected() {
        if (count <= SWAPPED_AT || heldBack != null) {
            throw new IllegalStateException(
                    "Among %d predictions there was no place for three faults.".formatted(count));
        }
        producer.flush();
        return new Verdict(List.of(lost), List.of(doubled), List.of(), List.of(swapped));
    }

    private void send(ConsumerRecord<String, byte[]> record) {
        producer.send(new ProducerRecord<>(target, record.partition(), record.key(), record.value()));
    }

    private static String name(ConsumerRecord<String, byte[]> record) {
        return Count.nameOfPrediction(record.value());
    }

    @Override
    public void close() {
        producer.close();
    }
}
