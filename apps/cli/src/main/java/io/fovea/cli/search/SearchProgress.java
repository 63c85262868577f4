package io.fovea.cli.search;

import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Step;
import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.search.Direction;
import io.fovea.cnn.search.Trial;
import io.fovea.cnn.search.TrialRun;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A search while it runs, in a step's line: how many of its epochs are done, which trial is at work, the best so far. On Ctrl-C the search
 * stands still at its next batch, since TensorFlow must not run while the process ends.
 */
final class SearchProgress implements Callback, AutoCloseable {
    private static final int MOST_SECONDS_OF_A_BATCH = 5;

    private final SearchPlan plan;
    private final Step step;
    private long epochs;
    private int trial;
    private double best = Double.NaN;

    private final CountDownLatch still = new CountDownLatch(1);
    private final Thread onExit = new Thread(this::end, "search-exit");
    private volatile boolean ending;

    SearchProgress(SearchPlan plan, Step step) {
        this.plan = plan;
        this.step = step;
        Runtime.getRuntime().addShutdownHook(onExit);
    }

    private void end() {
        ending = true;
        try {
            boolean stands = still.await(MOST_SECONDS_OF_A_BATCH, TimeUnit.SECONDS);
            TimeUnit.MILLISECONDS.sleep(stands ? 200 : 0); // for the batches that are prepared ahead
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onBatchEnd(int epoch, int batch, int batches, double loss) {
        while (ending) {
            still.countDown();
            LockSupport.park(this);
        }
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(onExit);
        } catch (IllegalStateException e) {
            // it is the exit
        }
    }

    /** The same trials, seen. */
    TrialRun around(TrialRun run) {
        return (at, leg) -> {
            begin(at);
            double score = run.train(at, leg);
            compare(score);
            return score;
        };
    }

    private void begin(Trial at) {
        trial = at.number();
        show();
    }

    private void compare(double score) {
        boolean better = plan.search().direction() == Direction.MAXIMIZE ? score > best : score < best;
        best = Double.isNaN(best) || better ? score : best;
        show();
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
        epochs++;
        show();
    }

    private void show() {
        long all = plan.search().totalEpochs();
        String found = Double.isNaN(best) ? "" : ", best %s %s".formatted(plan.monitor(), Figures.metric(best));
        step.show(
                Math.min(1, epochs / (double) all), "trial %d, %d of %d epochs%s".formatted(trial, epochs, all, found));
    }
}
