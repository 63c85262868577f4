package io.fovea.messaging;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What one attempt at a batch leaves in traces. */
interface BatchTrace {

    /** Leaves nothing. */
    BatchTrace NONE = new BatchTrace() {};

    /** A record comes of the batch: its trace goes on with a span of its own. */
    default void sends(ProducerRecord<byte[], byte[]> record) {}

    /** A record of the batch becomes a dead letter, whose headers stay as they were. */
    default void rejects(ConsumerRecord<byte[], byte[]> record, Rejection why) {}

    /** All of it is visible now. */
    default void committed() {}

    /** Nothing of it is, and it will come again. */
    default void failed(RuntimeException problem) {}
}
