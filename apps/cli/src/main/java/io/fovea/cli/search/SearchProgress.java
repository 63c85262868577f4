package io.fovea.cli.search;

import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Step;
import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.search.Direction;
import io.fovea.cnn.search.Trial;
import io.fovea.cnn.search.TrialRun;
import java.util.Map;

/** A search while it runs, in a step's line: how many of its epochs are done, which trial is at work, the best so far. */
final class SearchProgress implements Callback {
    private final SearchPlan plan;
    private final Step step;
    private long epochs;
    private int trial;
    private double best = Double.NaN;

    SearchProgress(SearchPlan plan, Step step) {
        this.plan = plan;
        this.step = step;
    }

    /** The same trials, seen. */
    TrialRun around(TrialRun run) {
        return (at, leg) -> {
            begin(at);
            double score = run.train(at, leg);
            end(score);
            return score;
        };
    }

    private void begin(Trial at) {
        trial = at.number();
        show();
    }

    private void end(double score) {
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
