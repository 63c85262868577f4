package io.fovea.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record that could not be processed, as {@link DeadLetters} left it.
 *
 * @param record key and value as they were; behind its own headers those that say why
 * @param reason {@code CODE: explanation}
 * @param topic where the record came from, and its partition and offset there
 * @param service who could not process it
 */
public record DeadLetter(
        ConsumerRecord<byte[], byte[]> record,
        String reason,
        String topic,
        int partition,
        long offset,
        String service) {

    private static final List<String> HEADERS = List.of(
            "dead-letter-reason",
            "dead-letter-topic",
            "dead-letter-partition",
            "dead-letter-offset",
            "dead-letter-service");

    /**
     * Reads the headers of a record of a topic of dead letters.
     *
     * @throws IllegalArgumentException where one is missing or no number: anyone can write to the topic
     */
    public static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
        return new DeadLetter(
                record,
                text(record, "dead-letter-reason"),
                text(record, "dead-letter-topic"),
                Math.toIntExact(number(record, "dead-letter-partition")),
                number(record, "dead-letter-offset"),
                text(record, "dead-letter-service"));
    }

    /** The upper-case word before the explanation. */
    public String code() {
        int colon = reason.indexOf(':');
        return colon < 0 ? reason : reason.substring(0, colon);
    }

    /** The record as it was, byte for byte, for the partition that it was in; its timestamp is its own too. */
    public ProducerRecord<byte[], byte[]> original() {
        return new ProducerRecord<>(topic, partition, record.timestamp(), record.key(), record.value(), ownHeaders());
    }

    /** The record's own headers, in their order; a letter's are the last five. */
    public List<Header> ownHeaders() {
        Header[] all = record.headers().toArray();
        int own = Math.max(0, all.length - HEADERS.size());
        boolean asWritten =
                Arrays.stream(all, own, all.length).map(Header::key).toList().equals(HEADERS);
        return asWritten
                ? List.of(Arrays.copyOf(all, own))
                : Arrays.stream(all)
                        .filter(header -> !HEADERS.contains(header.key()))
                        .toList();
    }

    private static long number(ConsumerRecord<byte[], byte[]> record, String name) {
        String text = text(record, name);
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("This is no dead letter: its header %s is no number.".formatted(name));
        }
    }

    private static String text(ConsumerRecord<byte[], byte[]> record, String name) {
        @Nullable Header header = record.headers().lastHeader(name);
        if (header == null || header.value() == null) {
            throw new IllegalArgumentException("This is no dead letter: it has no header %s.".formatted(name));
        }
        return new String(header.value(), UTF_8);
    }
}
