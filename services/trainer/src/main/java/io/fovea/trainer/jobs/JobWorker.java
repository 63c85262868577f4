package io.fovea.trainer.jobs;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Does one job. */
@FunctionalInterface
public interface JobWorker {
    /** Throws Kafka's or messaging's exceptions while the brokers are away, and no others. */
    Outcome work(ConsumerRecord<byte[], byte[]> job, Stop stop);
}
