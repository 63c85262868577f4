package io.fovea.registry;

import io.fovea.proto.model.v1.TrialFigures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * How a version on trial does beside the live one, by all processes that tried it.
 *
 * @param answers examples that both answered
 * @param agreed of them: the same class, or for a number the same sign
 * @param errors records that the version on trial alone failed on
 * @param labelled examples whose label came after both had answered
 * @param correct of them, by the version on trial
 * @param liveCorrect of them, by the live one
 * @param latency in the model, of the batch that an answer was in, by {@link LatencyBuckets}
 * @param sinceMillis when the first process began to count; 0 where nothing was counted
 * @param untilMillis when it was counted last
 */
public record TrialSummary(
        long answers,
        long agreed,
        long errors,
        long labelled,
        long correct,
        long liveCorrect,
        List<Long> latency,
        List<Long> liveLatency,
        long sinceMillis,
        long untilMillis) {

    /** What {@link #figures} may hold; times are milliseconds, the others from 0 to 1, but for ratio and gain. */
    public static final List<String> FIGURES = List.of(
            "agreement",
            "errors",
            "p50",
            "p99",
            "live_p50",
            "live_p99",
            "p99_ratio",
            "accuracy",
            "live_accuracy",
            "accuracy_gain");

    static TrialSummary of(List<TrialFigures> parts) {
        return new TrialSummary(
                sum(parts, TrialFigures::getAnswers),
                sum(parts, TrialFigures::getAgreed),
                sum(parts, TrialFigures::getErrors),
                sum(parts, TrialFigures::getLabelled),
                sum(parts, TrialFigures::getCorrect),
                sum(parts, TrialFigures::getLiveCorrect),
                add(parts, TrialFigures::getLatencyList),
                add(parts, TrialFigures::getLiveLatencyList),
                parts.stream().mapToLong(TrialFigures::getSinceMillis).min().orElse(0),
                parts.stream().mapToLong(TrialFigures::getUntilMillis).max().orElse(0));
    }

    private static long sum(List<TrialFigures> parts, ToLongFunction<TrialFigures> count) {
        return parts.stream().mapToLong(count).sum();
    }

    private static List<Long> add(List<TrialFigures> parts, Function<TrialFigures, List<Long>> buckets) {
        List<Long> all = new ArrayList<>(Collections.nCopies(LatencyBuckets.COUNT, 0L));
        for (TrialFigures part : parts) {
            List<Long> counts = buckets.apply(part);
            for (int i = 0; i < Math.min(counts.size(), all.size()); i++) {
                all.set(i, all.get(i) + counts.get(i));
            }
        }
        return List.copyOf(all);
    }

    /** By name, {@link #FIGURES}; without those of which nothing was counted yet. */
    public Map<String, Double> figures() {
        double p99 = LatencyBuckets.percentileMillis(latency, 0.99);
        double liveP99 = LatencyBuckets.percentileMillis(liveLatency, 0.99);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("agreement", (double) agreed / answers);
        figures.put("errors", (double) errors / (answers + errors));
        figures.put("p50", LatencyBuckets.percentileMillis(latency, 0.5));
        figures.put("p99", p99);
        figures.put("live_p50", LatencyBuckets.percentileMillis(liveLatency, 0.5));
        figures.put("live_p99", liveP99);
        figures.put("p99_ratio", p99 / liveP99);
        figures.put("accuracy", (double) correct / labelled);
        figures.put("live_accuracy", (double) liveCorrect / labelled);
        figures.put("accuracy_gain", (double) (correct - liveCorrect) / labelled);
        figures.values().removeIf(figure -> figure.isNaN());
        return figures;
    }
}
