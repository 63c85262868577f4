package io.fovea.messaging;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Takes what comes of a batch; all of it becomes visible together with the batch's offsets, or nothing does. */
public interface BatchOutput {

    /**
     * A result.
     *
     * @throws RejectedException when it is larger than a topic takes; its cause may then be rejected
     */
    void send(ProducerRecord<byte[], byte[]> record);

    /** This record cannot be processed: it goes to its pipeline's dead letters, byte for byte. */
    void reject(ConsumerRecord<byte[], byte[]> record, Rejection why);

    /**
     * Not now: this record and the later ones of its partition come again in a moment; the others are committed. Do not
     * send or reject anything for those that come again.
     */
    void postpone(ConsumerRecord<byte[], byte[]> record);

    /** Whether the batch has taken as long as it may: what is done is to be committed, the rest to be left. */
    default boolean isTimeUp() {
        return false;
    }

    /**
     * Enough for now: this record and the later ones of its partition are the next batch's, which follows at once. Do not
     * send or reject anything for those, and do not leave a whole batch.
     */
    default void leave(ConsumerRecord<byte[], byte[]> record) {
        postpone(record);
    }
}
