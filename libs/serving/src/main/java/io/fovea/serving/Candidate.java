package io.fovea.serving;

import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record that a model can answer.
 *
 * @param input found to be what the model takes
 */
record Candidate(ConsumerRecord<byte[], byte[]> record, Example example, Tensor input) {}
