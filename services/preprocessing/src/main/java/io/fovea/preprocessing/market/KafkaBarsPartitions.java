package io.fovea.preprocessing.market;

import io.fovea.messaging.Backlog;
import io.fovea.messaging.MessagingException;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Asks the broker; while it does not answer, there are bars everywhere and every partition is behind. */
public final class KafkaBarsPartitions implements BarsPartitions {

    private static final Logger LOG = Logger.getLogger(KafkaBarsPartitions.class);
    private static final Set<Integer> NOBODY_KNOWS = Set.of(0, 1, 2, 3);

    private final TopicAdmin admin;
    private final Backlog backlog;
    private final String pipeline;
    private final String bars;
    private final String group;
    private volatile Set<Integer> all = Set.of(); // once each partition holds a bar: it stays so

    /** @param group the topology's application id */
    public KafkaBarsPartitions(TopicAdmin admin, Backlog backlog, String pipeline, String group) {
        this.admin = admin;
        this.backlog = backlog;
        this.pipeline = pipeline;
        this.bars = Topics.bars(pipeline);
        this.group = group;
    }

    @Override
    public Set<Integer> withBars() {
        if (!all.isEmpty()) {
            return all;
        }
        return answer(() -> {
            Set<Integer> written = admin.written(bars);
            all = written.size() == admin.partitionCount(bars) ? written : Set.of();
            return written;
        });
    }

    /** A bar is passed in the transaction that writes its news: who looks for bars first misses neither. */
    @Override
    public Set<Integer> behind() {
        return answer(() -> {
            Set<Integer> behind = backlog.partitions(group, bars);
            return backlog.isEmpty(group, Topics.periodNews(pipeline)) ? behind : withBars();
        });
    }

    private Set<Integer> answer(Supplier<Set<Integer>> question) {
        try {
            return question.get();
        } catch (MessagingException e) {
            LOG.debugf("The broker does not say where the bars stand pipeline=%s", pipeline);
            return NOBODY_KNOWS;
        }
    }
}
