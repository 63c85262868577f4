package io.fovea.trainer.examples;

import io.fovea.proto.example.v1.Example;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** An example that has a label, not yet checked, and the record that it came in; both share the bytes. */
public record LabelledRecord(ConsumerRecord<byte[], byte[]> record, Example example) {}
