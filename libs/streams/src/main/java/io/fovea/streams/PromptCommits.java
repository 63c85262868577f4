package io.fovea.streams;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit soon where records are live, and for none where they are old: a commit costs about the same whatever
 * is in it, so a backlog is left to {@link StreamsSettings}' longer interval. A record is live when it was written to its
 * topic within the last second, by the clocks of its writer and of this machine.
 *
 * <p>One for all processors of a kind in a topology; a commit takes with it what every task of its thread has done. See
 * {@code docs/adr/0011-state-of-instruments.md}.
 */
public final class PromptCommits {

    private static final Duration LIVE = Duration.ofSeconds(1);

    private final Duration every;
    private final ThreadLocal<Pace> pace = ThreadLocal.withInitial(Pace::new);

    /** @param every between two commits that a thread is asked for, at least; as long as the last one took, where that was longer */
    public PromptCommits(Duration every) {
        this.every = every;
    }

    /** How often a processor should look whether a commit is due. */
    public Duration every() {
        return every;
    }

    /**
     * When a thread may ask again. While it commits, no processor of it is called: a silence that is longer than the interval was a
     * commit, and as long as that took the thread works before the next. Otherwise commits that take longer than the interval
     * would follow upon each record, and a thread that is behind would stay behind.
     */
    private final class Pace {
        private long dueAt = Long.MIN_VALUE;
        private long calledAt = Long.MIN_VALUE;
        private boolean isAsked;

        boolean isDue(long now) {
            long silence = now - calledAt;
            if (isAsked && silence > every.toMillis()) {
                isAsked = false;
                dueAt = now + Math.min(silence, LIVE.toMillis() / 2);
            }
            calledAt = now;
            return now >= dueAt;
        }

        void asked(long now) {
            isAsked = true;
            dueAt = now + every.toMillis();
        }
    }

    /** For one processor. */
    public Asking in(ProcessorContext<?, ?> context) {
        return new Asking(context);
    }

    /** One processor's asking; used by its thread only. */
    public final class Asking {
        private final ProcessorContext<?, ?> context;
        private boolean isLive; // something live was done since the last commit that was asked for

        private Asking(ProcessorContext<?, ?> context) {
            this.context = context;
        }

        /** Something follows from a record that was written at {@code timestamp}. */
        public void done(long timestamp) {
            isLive = isLive || context.currentSystemTimeMs() - timestamp < LIVE.toMillis();
        }

        /** Whether there is something live, and the last commit was long enough ago. */
        public boolean isDue() {
            return pace.get().isDue(context.currentSystemTimeMs()) && isLive;
        }

        /** Asks for a commit when one is due. */
        public void ask() {
            if (isDue()) {
                pace.get().asked(context.currentSystemTimeMs());
                isLive = false;
                context.commit();
            }
        }
    }
}
