package io.fovea.preprocessing.market;

import io.fovea.transforms.market.Verdict;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what became of a pipeline's bars. After a failure bars that were not committed are counted again. */
public final class BarMeters {

    private final MeterRegistry registry;
    private final String pipeline;
    private final Map<String, Counter> bars = new ConcurrentHashMap<>();

    public BarMeters(MeterRegistry registry, String pipeline) {
        this.registry = registry;
        this.pipeline = pipeline;
    }

    /** {@code fovea.preprocessing.bars} by reason, such as late, and by fate: taken, dropped or refused. */
    void bar(Verdict verdict) {
        bar(verdict.reason().name(), verdict.fate().name());
    }

    void invalid() {
        bar("INVALID", Verdict.Fate.REFUSED.name());
    }

    private void bar(String reason, String fate) {
        bars.computeIfAbsent(
                        reason + fate,
                        key -> Counter.builder("fovea.preprocessing.bars")
                                .tag("pipeline", pipeline)
                                .tag("reason", reason.toLowerCase(Locale.ROOT))
                                .tag("fate", fate.toLowerCase(Locale.ROOT))
                                .register(registry))
                .increment();
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
