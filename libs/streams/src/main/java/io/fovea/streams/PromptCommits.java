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
    private final ThreadLocal<Long> askedAt = ThreadLocal.withInitial(() -> Long.MIN_VALUE / 2);

    /** @param every between two commits that a thread is asked for, at least */
    public PromptCommits(Duration every) {
        this.every = every;
    }

    /** How often a processor should look whether a commit is due. */
    public Duration every() {
        return every;
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
            return isLive && context.currentSystemTimeMs() - askedAt.get() >= every.toMillis();
        }

        /** Asks for a commit when one is due. */
        public void ask() {
            if (isDue()) {
                askedAt.set(context.currentSystemTimeMs());
                isLive = false;
                context.commit();
            }
        }
    }
}
