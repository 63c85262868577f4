package io.fovea.preprocessing.market;

import io.fovea.messaging.MessagingException;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.proto.training.v1.OffsetRange;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Asks the broker, each question once a second at most; while it does not answer, every partition is behind. */
public final class KafkaBarsPartitions implements BarsPartitions {

    private static final Logger LOG = Logger.getLogger(KafkaBarsPartitions.class);
    private static final Duration NEWS = Duration.ofSeconds(1);
    private static final long MARKER = 1; // of the last transaction: the group passes it with its next record

    private final TopicAdmin admin;
    private final String pipeline;
    private final String group;
    private final Answer withBars = new Answer();
    private final Answer behind = new Answer();

    /** @param group the topology's application id */
    public KafkaBarsPartitions(TopicAdmin admin, String pipeline, String group) {
        this.admin = admin;
        this.pipeline = pipeline;
        this.group = group;
    }

    @Override
    public Set<Integer> withBars() {
        return withBars.fresh(() -> admin.ranges(Topics.bars(pipeline)).stream()
                .map(OffsetRange::getPartition)
                .collect(Collectors.toSet()));
    }

    @Override
    public Set<Integer> behind() {
        return behind.fresh(() -> {
            if (admin.ahead(group, Topics.periodNews(pipeline)).stream().anyMatch(KafkaBarsPartitions::hasRecord)) {
                return new HashSet<>(withBars());
            }
            return admin.ahead(group, Topics.bars(pipeline)).stream()
                    .filter(KafkaBarsPartitions::hasRecord)
                    .map(OffsetRange::getPartition)
                    .collect(Collectors.toSet());
        });
    }

    private static boolean hasRecord(OffsetRange ahead) {
        return ahead.getTo() - ahead.getFrom() > MARKER;
    }

    /** An answer, and when it was given. */
    private final class Answer {
        private Set<Integer> known = Set.of();
        private long askedAtNanos = System.nanoTime() - NEWS.toNanos();

        synchronized Set<Integer> fresh(Supplier<Set<Integer>> question) {
            if (System.nanoTime() - askedAtNanos >= NEWS.toNanos()) {
                try {
                    known = Set.copyOf(question.get());
                } catch (MessagingException e) {
                    LOG.debugf("The broker does not say where the bars stand pipeline=%s", pipeline);
                    known = Set.of(0, 1, 2, 3);
                }
                askedAtNanos = System.nanoTime();
            }
            return known;
        }
    }
}
