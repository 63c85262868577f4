package io.fovea.messaging;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a service does with the records that have arrived since its last batch. */
@FunctionalInterface
public interface BatchProcessor {

    /**
     * Turns records into outputs. Called on one thread, one batch after the other, with the records of a partition in
     * their order. Nothing that it hands to {@code output} is visible before the whole batch is committed.
     *
     * @param records the batch, not empty
     * @param output where results, rejections and postponements go; of no use after the call
     * @throws RuntimeException for what is not one record's fault: the same batch comes again after a pause, and
     *     whatever was handed to {@code output} is forgotten
     */
    void process(List<ConsumerRecord<byte[], byte[]>> records, BatchOutput output);

    /**
     * Whether a topic's records are of use now. Where they are not, and a batch had some, the rest of what its partitions hold is
     * passed by unread, and they rest for a few seconds: what is written in the meantime is looked at again. Asked on any thread.
     */
    default boolean reads(String topic) {
        return true;
    }
}
