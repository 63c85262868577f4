package io.fovea.architecture.samples.cnn;

import org.apache.kafka.common.TopicPartition;

record KnowsKafka(TopicPartition partition) {}
