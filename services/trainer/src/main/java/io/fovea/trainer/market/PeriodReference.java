package io.fovea.trainer.market;

import io.fovea.evaluation.Panel;
import io.fovea.evaluation.drift.DriftReference;
import io.fovea.evaluation.drift.PeriodObserver;
import io.fovea.evaluation.folds.Fold;
import io.fovea.evaluation.folds.Periods;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.WindowSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What periods to come are compared with: those that the network which goes live has learned from, by what their windows show, and those
 * of the tests, by what networks said that had not seen them: of its own periods it is surer than it will ever be again.
 */
final class PeriodReference {

    private final PeriodObserver observer;
    private final WindowSpec windows;
    private final Experiment experiment;

    private PeriodReference(WindowSpec windows, Experiment experiment) {
        this.observer = new PeriodObserver(windows.channelsOfTheirOwn());
        this.windows = windows;
        this.experiment = experiment;
    }

    /** Writes it beside the exported model, where the pipeline declares {@code serve.drift}. */
    static void write(PipelineSpec pipeline, Experiment experiment, Map<String, FoldOutcome> outcomes, Path folder) {
        if (pipeline.serve().drift().isEmpty()) {
            return;
        }
        var reference = new PeriodReference(pipeline.market().orElseThrow().windows(), experiment);
        Map<String, double[]> figures = new LinkedHashMap<>(reference.inputs());
        figures.putAll(reference.scores(outcomes));
        new DriftReference(figures, new long[0], new float[0][]).write(folder);
    }

    private Map<String, double[]> inputs() {
        Panel panel = experiment.panel();
        Periods learned = Periods.of(panel, members(panel, experiment.last().train()));
        List<double[]> observed = new ArrayList<>();
        for (int period = 0; period < learned.count(); period++) {
            observed.add(observer.inputs(
                    Arrays.stream(learned.rows(period)).mapToObj(this::newest).toList()));
        }
        return DriftReference.byName(observer.inputNames(), observed);
    }

    private static boolean[] members(Panel panel, int[] rows) {
        boolean[] members = new boolean[panel.size()];
        Arrays.stream(rows).forEach(row -> members[row] = true);
        return members;
    }

    private float[] newest(int row) {
        int width = experiment.panel().features().width();
        int from = row * width + windows.newest();
        return Arrays.copyOfRange(
                experiment.panel().features().values(),
                from,
                from + windows.channels().size());
    }

    private Map<String, double[]> scores(Map<String, FoldOutcome> outcomes) {
        List<double[]> observed = experiment.folds().stream()
                .flatMap(fold -> scores(fold, outcomes.get(Experiment.NETWORK + fold.number())).stream())
                .toList();
        return DriftReference.byName(observer.scoreNames(), observed);
    }

    private List<double[]> scores(Fold fold, FoldOutcome outcome) {
        Panel panel = experiment.panel();
        double[] byRow = new double[panel.size()];
        for (int i = 0; i < fold.test().length; i++) {
            byRow[fold.test()[i]] = outcome.scores()[i];
        }
        Periods tested = Periods.of(panel, members(panel, fold.test()));
        List<double[]> observed = new ArrayList<>();
        for (int period = 0; period < tested.count(); period++) {
            observed.add(observer.scores(Arrays.stream(tested.rows(period))
                    .mapToDouble(row -> byRow[row])
                    .toArray()));
        }
        return observed;
    }
}
