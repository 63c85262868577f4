package io.fovea.preprocessing.market;

import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.proto.training.v1.OffsetRange;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks the broker, once a second at most. */
public final class KafkaBarsPartitions implements BarsPartitions {

    private static final Duration NEWS = Duration.ofSeconds(1);

    private final TopicAdmin admin;
    private final String topic;
    private Set<Integer> known = Set.of();
    private long askedAtNanos = System.nanoTime() - NEWS.toNanos();

    public KafkaBarsPartitions(TopicAdmin admin, String pipeline) {
        this.admin = admin;
        this.topic = Topics.bars(pipeline);
    }

    @Override
    public synchronized Set<Integer> withBars() {
        if (System.nanoTime() - askedAtNanos >= NEWS.toNanos()) {
            known = admin.ranges(topic).stream()
                    .filter(range -> range.getTo() > range.getFrom())
                    .map(OffsetRange::getPartition)
                    .collect(Collectors.toUnmodifiableSet());
            askedAtNanos = System.nanoTime();
        }
        return known;
    }
}
