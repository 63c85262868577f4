package io.fovea.cnn.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import com.fasterxml.jackson.databind.JsonNode;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.KerasNumbers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each metric beside scikit-learn's of the same 60 examples, top-k beside Keras' and the rank correlation beside scipy's, alike and by weights of 0 to
 * 3: five classes of which one occurs nowhere, and scores with ties.
 */
class ScikitLearnMetricsTest {
    private static final JsonNode METRICS = KerasNumbers.part("metrics");
    private static final HostTensor OUTPUTS = MetricRun.rows(5, KerasNumbers.floats(METRICS.path("outputs")));
    private static final HostTensor RIGHT = MetricRun.labels(KerasNumbers.longs(METRICS.path("right")));
    private static final HostTensor SCORES = MetricRun.column(KerasNumbers.floats(METRICS.path("scores")));
    private static final HostTensor LABEL = MetricRun.column(KerasNumbers.floats(METRICS.path("label")));
    private static final HostTensor RETURNS = MetricRun.column(KerasNumbers.floats(METRICS.path("returns")));
    private static final float[] WEIGHTS = KerasNumbers.floats(METRICS.path("weights"));

    private static final Map<String, Metric> OF_FIVE = byName(Stream.concat(
            Stream.of(
                    new Accuracy(),
                    new OneVsRestAuc(),
                    new OneVsRestAuc(Auc.Curve.PRECISION_RECALL, true, "macro_pr_auc"),
                    new TopKCategoricalAccuracy(2),
                    new TopKCategoricalAccuracy(3)),
            Stream.of(Averaging.macro(), Averaging.micro(), Averaging.weighted())
                    .flatMap(average -> Stream.of(new Precision(average), new Recall(average), new F1Score(average)))));

    private static final Map<String, Metric> OF_YES = byName(Stream.of(
            new BinaryAccuracy(), new Auc(), Auc.precisionRecall(), new Precision(), new Recall(), new F1Score()));

    private static final Map<String, Metric> OF_NUMBERS = Map.of(
            "mse", new MeanSquaredError(), "mae", new MeanAbsoluteError(), "spearman", new SpearmanCorrelation());

    static List<String> kinds() {
        return List.of("", "_weighted");
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldTellOfFiveClassesWhatOthersTell(String kind) {
        check("of_five" + kind, OF_FIVE, metric -> MetricRun.of(metric, RIGHT, OUTPUTS, weights(kind)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldTellOfYesAndNoWhatOthersTell(String kind) {
        check("of_one" + kind, OF_YES, metric -> MetricRun.of(metric, LABEL, SCORES, weights(kind)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void shouldTellOfNumbersWhatOthersTell(String kind) {
        check("of_one" + kind, OF_NUMBERS, metric -> MetricRun.of(metric, RETURNS, SCORES, weights(kind)));
    }

    @Test
    void shouldCountAsTheirConfusionMatrix() {
        // Given
        ConfusionMatrix matrix = new ConfusionMatrix(5);

        // When
        matrix.add(RIGHT, OUTPUTS, null);

        // Then
        for (int right = 0; right < 5; right++) {
            for (int said = 0; said < 5; said++) {
                assertThat(matrix.count(right, said))
                        .as("%d taken for %d", right, said)
                        .isEqualTo(
                                METRICS.path("confusion").get(right).get(said).asDouble());
            }
        }
    }

    @Test
    void shouldBeHeldAgainstOthersWithEveryMetric() {
        Set<String> ofOne = new TreeSet<>(OF_YES.keySet());
        ofOne.addAll(OF_NUMBERS.keySet());
        assertThat(OF_FIVE.keySet()).containsExactlyInAnyOrderElementsOf(KerasNumbers.names(METRICS.path("of_five")));
        assertThat(ofOne).containsExactlyInAnyOrderElementsOf(KerasNumbers.names(METRICS.path("of_one")));
    }

    private static float @Nullable [] weights(String kind) {
        return kind.isEmpty() ? null : WEIGHTS;
    }

    private static void check(String part, Map<String, Metric> metrics, Function<Metric, Double> ours) {
        metrics.forEach((name, metric) -> assertThat(ours.apply(metric))
                .as("%s %s", part, name)
                .isCloseTo(METRICS.path(part).path(name).asDouble(), offset(tolerance(name))));
    }

    /** Keras computes in float32. */
    private static double tolerance(String name) {
        return name.startsWith("top_") ? 1e-7 : 1e-12;
    }

    private static Map<String, Metric> byName(Stream<Metric> metrics) {
        return metrics.collect(Collectors.toMap(Metric::name, Function.identity()));
    }
}
