package io.fovea.messaging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;

/** What {@link ExactlyOnce} counts, under {@code fovea.SERVICE}. */
final class BatchMeters {

    final Counter records;
    final Counter batches;
    final Counter deadLetters;
    final Counter postponements;
    final Counter failures;
    final Counter aborts;
    final Counter rewinds;
    final DistributionSummary batchSize;
    final Timer processing;
    final Timer commit;
    private final String prefix;
    private final MeterRegistry registry;

    BatchMeters(String service, MeterRegistry registry) {
        this.prefix = "fovea." + service + ".";
        this.registry = registry;
        records = counter(prefix + "records", "Records whose batch was committed", registry);
        batches = counter(prefix + "batches", "Batches committed", registry);
        deadLetters = counter(prefix + "dead.letters", "Records that went to the dead letters", registry);
        postponements = counter(prefix + "postponements", "Times that a partition was put off", registry);
        failures = counter(prefix + "processing.failures", "Attempts at a batch that the service failed", registry);
        aborts = counter(prefix + "transactions.aborted", "Transactions that did not commit", registry);
        rewinds = counter(prefix + "rewinds", "Returns to the last committed positions", registry);
        batchSize = DistributionSummary.builder(prefix + "batch.size")
                .description("Records in a batch")
                .baseUnit("records")
                .register(registry);
        processing = timer(prefix + "processing.time", "Time a batch spends in the service's own code", registry);
        commit = timer(prefix + "commit.time", "Time to send and commit a batch", registry);
    }

    /** Shows what a channel holds in memory. */
    void watch(InFlight inFlight) {
        Gauge.builder(prefix + "in.flight", inFlight, InFlight::records)
                .description("Records polled and not yet committed")
                .baseUnit("records")
                .register(registry);
        Gauge.builder(prefix + "in.flight.size", inFlight, InFlight::bytes)
                .description("Keys and values polled and not yet committed")
                .baseUnit("bytes")
                .register(registry);
    }

    void committed(long count, int rejected, long nanos) {
        records.increment(count);
        batches.increment();
        batchSize.record(count);
        deadLetters.increment(rejected);
        commit.record(nanos, TimeUnit.NANOSECONDS);
    }

    private static Counter counter(String name, String description, MeterRegistry registry) {
        return Counter.builder(name).description(description).register(registry);
    }

    private static Timer timer(String name, String description, MeterRegistry registry) {
        return Timer.builder(name).description(description).register(registry);
    }
}
