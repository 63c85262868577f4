package io.fovea.evaluation.report;

import io.fovea.evaluation.figures.Figures;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a market pipeline's network was judged; what {@code fovea report} shows. Times in milliseconds since
 * 1970-01-01T00:00Z.
 *
 * @param data what it was judged on
 * @param plan how it was cut
 * @param folds oldest test first
 * @param figures of all test windows together, by {@link #NETWORK}, {@link #CONTROL}, {@link #LAST_RETURN} and
 *     {@link #REGRESSION}; the control is missing where the pipeline declares none
 * @param finalEpochs of the network that was then trained on all that is known
 * @param seconds that it all took
 */
public record EvaluationReport(
        Subject subject,
        Data data,
        Plan plan,
        List<FoldReport> folds,
        Map<String, Figures> figures,
        int finalEpochs,
        double seconds) {

    public static final String NETWORK = "network";
    public static final String CONTROL = "control";
    public static final String LAST_RETURN = "lastReturn";
    public static final String REGRESSION = "regression";

    /** Below {@code fovea.storage}, of the job that trained the model. */
    public static String place(String job) {
        return "evaluations/" + job + ".json";
    }

    /**
     * Below {@code fovea.storage}: CSV of what each fold's own network said of its test windows, which it had not seen, with the
     * columns instrument, period_end, as_of, fold, score and forward_return.
     */
    public static String signalsPlace(String job) {
        return "evaluations/" + job + "-signals.csv";
    }

    public EvaluationReport {
        folds = List.copyOf(folds);
        figures = Map.copyOf(figures);
    }

    /**
     * What was judged.
     *
     * @param direction whether up or down is predicted, else a return
     * @param period such as month
     */
    public record Subject(
            String pipeline,
            String pipelineVersion,
            String job,
            String architecture,
            long parameters,
            boolean direction,
            String period,
            long seed,
            long madeAtMillis) {}

    /**
     * The windows that the folds were cut from.
     *
     * @param fewest instruments in a period
     * @param most instruments in a period
     * @param hindsight what the choice of instruments in the data knew of the future, in its author's words
     */
    public record Data(
            int windows,
            int instruments,
            int periods,
            long firstPeriodEnd,
            long lastPeriodEnd,
            int fewest,
            int most,
            Optional<String> hindsight) {}

    /**
     * What the pipeline declares; lengths in periods.
     *
     * @param universe who belongs to a period, where not all do, for people
     */
    public record Plan(
            int folds,
            int trainPeriods,
            int testPeriods,
            int validationPeriods,
            int embargoPeriods,
            boolean expanding,
            int minHistory,
            Optional<String> universe,
            int horizon,
            int quantiles,
            double costBps,
            List<String> mistakes) {}

    /**
     * One fold; the control is missing where the pipeline declares none.
     *
     * @param baselines by {@link #LAST_RETURN} and {@link #REGRESSION}
     */
    public record FoldReport(
            int number,
            long trainFromMillis,
            long trainToMillis,
            long testFromMillis,
            long testToMillis,
            int fitted,
            int validated,
            int trained,
            int tested,
            int purged,
            Learned network,
            Optional<Learned> control,
            Map<String, Figures> baselines) {
        public FoldReport {
            baselines = baselines == null ? Map.of() : Map.copyOf(baselines); // none in an older file
        }

        /** Of a learner by its name; empty where it was not run. */
        public Optional<Figures> figures(String learner) {
            return switch (learner) {
                case NETWORK -> Optional.of(network.figures());
                case CONTROL -> control.map(Learned::figures);
                default -> Optional.ofNullable(baselines.get(learner));
            };
        }
    }

    /**
     * What a network did in one fold.
     *
     * @param epochs that were chosen
     * @param loss of each epoch that was tried, on what was fitted
     * @param validationLoss on what chose the epoch; empty where nothing did
     * @param hyperParameters that were chosen likewise, by Keras' names; empty where none was to be
     */
    public record Learned(
            int epochs,
            List<Double> loss,
            List<Double> validationLoss,
            Map<String, Double> hyperParameters,
            Figures figures) {
        public Learned {
            hyperParameters = hyperParameters == null ? Map.of() : Map.copyOf(hyperParameters); // none in an older file
        }
    }
}
