package io.fovea.messaging;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates topics, also where somebody else does at the same time. */
final class TopicCreation {

    private static final Duration LEADERS = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofMillis(20);

    private final Admin admin;

    TopicCreation(Admin admin) {
        this.admin = admin;
    }

    /** Creates those that are not there yet; returns when their leaders take records. */
    void create(List<NewTopic> topics) {
        Set<String> present = AdminFutures.await(admin.listTopics().names());
        List<NewTopic> missing =
                topics.stream().filter(topic -> !present.contains(topic.name())).toList();
        for (KafkaFuture<Void> created : admin.createTopics(missing).values().values()) {
            try {
                created.get();
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) { // someone else was quicker
                    throw AdminFutures.failed(e.getCause());
                }
            } catch (InterruptedException e) {
                throw AdminFutures.interrupted(e);
            }
        }
        awaitLeaders(missing);
    }

    /**
     * A partition is known before its leader takes records. Of several requests that a producer has under way the first would be
     * refused then and the second taken, after which the first is out of sequence for good.
     */
    private void awaitLeaders(List<NewTopic> topics) {
        Map<TopicPartition, OffsetSpec> partitions = new HashMap<>();
        for (NewTopic topic : topics) {
            for (int partition = 0; partition < topic.numPartitions(); partition++) {
                partitions.put(new TopicPartition(topic.name(), partition), OffsetSpec.latest());
            }
        }
        long deadline = System.nanoTime() + LEADERS.toNanos();
        while (!haveLeaders(partitions)) {
            if (System.nanoTime() > deadline) {
                throw new MessagingException("New topics have no leaders after %d s: %s"
                        .formatted(LEADERS.toSeconds(), partitions.keySet()));
            }
            LockSupport.parkNanos(LOOK.toNanos());
        }
    }

    private boolean haveLeaders(Map<TopicPartition, OffsetSpec> partitions) {
        Set<String> topics =
                partitions.keySet().stream().map(TopicPartition::topic).collect(Collectors.toSet());
        try {
            boolean areKnown = admin.describeTopics(topics).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition -> partition.leader() != null);
            if (!areKnown) { // of what is not, the next call logs an error
                return false;
            }
            admin.listOffsets(partitions).all().get(); // asks each leader
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) { // news that has not come everywhere
                return false;
            }
            throw AdminFutures.failed(e.getCause());
        } catch (InterruptedException e) {
            throw AdminFutures.interrupted(e);
        }
    }
}
