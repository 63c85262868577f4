package io.fovea.preprocessing.market;

import io.fovea.transforms.market.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts what became of a pipeline's bars. After a failure bars that were not committed are counted again. */
public final class BarMeters {

    private static final int REASONS = Verdict.Reason.values().length;
    private static final int FATES = Verdict.Fate.values().length;

    private final MeterRegistry registry;
    private final String pipeline;
    private final @Nullable Counter[][] bars = new Counter[REASONS + 1][FATES]; // the last reason: invalid

    public BarMeters(MeterRegistry registry, String pipeline) {
        this.registry = registry;
        this.pipeline = pipeline;
    }

    /** {@code fovea.preprocessing.bars} by reason, such as late, and by fate: taken, dropped or refused. */
    void bar(Verdict verdict) {
        bar(verdict.reason().ordinal(), verdict.reason().name(), verdict.fate());
    }

    void invalid() {
        bar(REASONS, "INVALID", Verdict.Fate.REFUSED);
    }

    private void bar(int place, String reason, Verdict.Fate fate) {
        Counter counter =
                bars[place][fate.ordinal()]; // a thread that does not see another's gets the same of the registry
        if (counter == null) {
            counter = Counter.builder("fovea.preprocessing.bars")
                    .tag("pipeline", pipeline)
                    .tag("reason", reason.toLowerCase(Locale.ROOT))
                    .tag("fate", fate.name().toLowerCase(Locale.ROOT))
                    .register(registry);
            bars[place][fate.ordinal()] = counter;
        }
        counter.increment();
    }

    /** Periods without a bar, in gaps longer than the pipeline tolerates. */
    void missing(long periods) {
        registry.counter("fovea.preprocessing.periods.missing", "pipeline", pipeline)
                .increment(periods);
    }

    void closed(String why) {
        registry.counter("fovea.preprocessing.periods.closed", "pipeline", pipeline, "why", why)
                .increment();
    }

    /** Instruments whose period was over only after its cross-section was closed. */
    void afterClosing(int instruments) {
        registry.counter("fovea.preprocessing.periods.late.instruments", "pipeline", pipeline)
                .increment(instruments);
    }
}
