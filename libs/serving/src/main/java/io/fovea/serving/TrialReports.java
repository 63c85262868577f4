package io.fovea.serving;

import io.fovea.registry.ModelRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Every second reads labels, tells the registry what this process has seen of versions on trial, and asks the rules that end trials. */
final class TrialReports implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(TrialReports.class);

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final ModelRegistry registry;
    private final Trials trials;
    private final String instance;
    private final TrialJudge judge;
    private final TrialLabels labels;
    private final Map<TrialTally, Long> told = new HashMap<>(); // its thread only
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "trial-reports"));

    private TrialReports(ModelRegistry registry, Trials trials, String instance, TrialJudge judge, TrialLabels labels) {
        this.registry = registry;
        this.trials = trials;
        this.instance = instance;
        this.judge = judge;
        this.labels = labels;
    }

    /** @param instance stable name of this process */
    static TrialReports start(
            ModelRegistry registry, Trials trials, String instance, TrialJudge judge, TrialLabels labels) {
        TrialReports reports = new TrialReports(registry, trials, instance, judge, labels);
        reports.thread.scheduleWithFixedDelay(reports::report, 1, 1, TimeUnit.SECONDS);
        return reports;
    }

    /** Does what is done every second. */
    private void report() {
        try {
            labels.read();
            Map<String, TrialTally> tallies = trials.tallies();
            told.keySet().retainAll(tallies.values());
            tallies.values().forEach(this::report);
            judge.judge();
        } catch (RuntimeException e) { // an outage; the next time follows
            LOG.warnf("Figures of trials were not told: %s", e.getMessage());
        }
    }

    private void report(TrialTally tally) {
        long total = tally.total();
        Long before = told.get(tally);
        if (before == null || before != total) {
            registry.report(tally.figures(instance, System.currentTimeMillis()));
            told.put(tally, total);
        }
    }

    @Override
    public void close() {
        thread.execute(labels::close);
        thread.shutdown(); // without what comes later
        try {
            if (!thread.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("Figures of trials are still being told; it ends with the process");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
