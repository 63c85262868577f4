package io.fovea.trainer.jobs;

import io.smallrye.common.annotation.Identifier;
import io.smallrye.reactive.messaging.kafka.KafkaConsumerRebalanceListener;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Lets go of a job before another trainer can get its partition, so that no two work on it at once. */
@ApplicationScoped
@Identifier("trainer-jobs-in")
class JobPartitions implements KafkaConsumerRebalanceListener {
    private final JobQueue queue;

    JobPartitions(JobQueue queue) {
        this.queue = queue;
    }

    @Override
    public void onPartitionsAssigned(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        queue.assign(partitions);
    }

    @Override
    public void onPartitionsRevoked(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        queue.revoke(partitions);
    }

    @Override
    public void onPartitionsLost(Consumer<?, ?> consumer, Collection<TopicPartition> partitions) {
        queue.revoke(partitions);
    }
}
