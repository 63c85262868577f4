package io.fovea.trainer.examples;

import io.fovea.messaging.Rejection;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that has a label, and cannot be learned from. */
public record RejectedExample(ConsumerRecord<byte[], byte[]> record, Rejection why) {}
