package io.fovea.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.apache.commons.math3.stat.inference.KolmogorovSmirnovTest;
import org.junit.jupiter.api.Test;

class StretchTestTest {

    private static final int PERIODS = 1_000;
    private static final int LENGTH = 20;
    private static final double SIGNIFICANCE = 0.05;

    private final Random random = new Random(17);

    /** A market that is calm for months and wild for months. */
    private final class Market {
        private double logVolatility;

        Map<String, double[]> periods(int count, double moreVolatile, double drift) {
            double[] means = new double[count];
            double[] spreads = new double[count];
            for (int i = 0; i < count; i++) {
                logVolatility = 0.9 * logVolatility + 0.2 * random.nextGaussian();
                double volatility = 0.01 * Math.exp(logVolatility) * moreVolatile;
                means[i] = drift + volatility * random.nextGaussian();
                spreads[i] = 2 * volatility * (1 + 0.05 * random.nextGaussian());
            }
            return Map.of("return_mean", means, "return_spread", spreads);
        }
    }

    private static StretchTest test(Map<String, double[]> reference) {
        return StretchTest.of(reference, LENGTH, 0.2, SIGNIFICANCE);
    }

    private static List<String> drifted(StretchTest test, Map<String, double[]> stretch) {
        return test.compare(stretch).stream()
                .filter(DriftTest.Figure::drifted)
                .map(DriftTest.Figure::name)
                .toList();
    }

    /** 200 comparisons at 0.05 find 10 by chance; more than 20 would be a chance of one in 1,000. */
    @Test
    void shouldFindAsLittleAsItPromisesWhereVolatilityClusters() {
        // When
        int alarms = 0;
        int ofIndependent = 0;
        for (int round = 0; round < 200; round++) {
            Market market = new Market();
            Map<String, double[]> reference = market.periods(PERIODS, 1, 0);
            market.periods(100, 1, 0);
            Map<String, double[]> stretch = market.periods(LENGTH, 1, 0);
            alarms += drifted(test(reference), stretch).isEmpty() ? 0 : 1;
            ofIndependent += new KolmogorovSmirnovTest()
                                    .kolmogorovSmirnovTest(reference.get("return_spread"), stretch.get("return_spread"))
                            < SIGNIFICANCE / 2
                    ? 1
                    : 0;
        }

        // Then
        assertThat(alarms).isLessThanOrEqualTo(20);
        assertThat(ofIndependent)
                .as("what a test that takes periods for independent would have found")
                .isGreaterThan(60);
    }

    @Test
    void shouldFindAMarketThatBecameWilder() {
        // Given
        Market market = new Market();
        StretchTest test = test(market.periods(PERIODS, 1, 0));

        // Then
        assertThat(drifted(test, market.periods(LENGTH, 5, 0))).contains("return_spread");
    }

    @Test
    void shouldFindAMarketThatOnlyFalls() {
        // Given
        Market market = new Market();
        StretchTest test = test(market.periods(PERIODS, 1, 0));

        // Then
        assertThat(drifted(test, market.periods(LENGTH, 1, -0.03))).containsExactly("return_mean");
    }

    /** Each stretch's distance against commons-math's, of the stretch and of all others in an array of their own. */
    @Test
    void shouldMeasureEachStretchAgainstAllOthers() {
        // Given: with values that repeat
        double[] series =
                DoubleStream.generate(() -> random.nextInt(8)).limit(30).toArray();
        double[] seen = {3, 3, 9, 1};
        var theirs = new KolmogorovSmirnovTest();
        double distance = theirs.kolmogorovSmirnovStatistic(series, seen);
        long atLeast = 0;
        for (int from = 0; from + seen.length <= series.length; from++) {
            double[] stretch = Arrays.copyOfRange(series, from, from + seen.length);
            double[] others = DoubleStream.concat(
                            Arrays.stream(series, 0, from), Arrays.stream(series, from + seen.length, series.length))
                    .toArray();
            atLeast += theirs.kolmogorovSmirnovStatistic(others, stretch) >= distance - 1e-12 ? 1 : 0;
        }

        // When
        Stretches stretches = new Stretches(series, seen.length);

        // Then
        assertThat(stretches.distance(seen)).isCloseTo(distance, within(1e-12));
        assertThat(stretches.pValue(distance)).isCloseTo((1 + atLeast) / 28.0, within(1e-12));
    }

    @Test
    void shouldAdjustForTheFiguresBesideIt() {
        // Given: where either may be the rarest by chance, each is less so
        Map<String, double[]> alone = Map.of("a", series(0));
        Map<String, double[]> both = Map.of("a", series(0), "b", series(1));
        Map<String, double[]> seen = Map.of("a", about(0.3), "b", about(0));

        // When
        double pAlone = pValue(test(alone).compare(seen), "a");
        double pBeside = pValue(test(both).compare(seen), "a");

        // Then
        assertThat(pBeside).isGreaterThan(pAlone);
    }

    private double[] series(int seed) {
        var own = new Random(seed);
        return DoubleStream.generate(own::nextGaussian).limit(PERIODS).toArray();
    }

    private double[] about(double mean) {
        return DoubleStream.generate(() -> mean + random.nextGaussian())
                .limit(LENGTH)
                .toArray();
    }

    private static double pValue(List<DriftTest.Figure> figures, String name) {
        return figures.stream()
                .filter(figure -> figure.name().equals(name))
                .mapToDouble(DriftTest.Figure::pValue)
                .findFirst()
                .orElseThrow();
    }

    /** Nothing can be rarer than one of the stretches that lie apart from each other. */
    @Test
    void shouldCompareOnlyWhereThereArePeriodsEnough() {
        // When
        int enough = test(Map.of("a", series(2))).leastPeriods();
        Map<String, double[]> few = Map.of("a", Arrays.copyOf(series(2), enough - 1));
        Map<String, double[]> many = Map.of("a", Arrays.copyOf(series(2), enough));

        // Then
        assertThat(enough).isEqualTo(380);
        assertThat(test(few).names()).isEmpty();
        assertThat(test(many).names()).containsExactly("a");
        assertThat(drifted(test(many), Map.of("a", about(100)))).containsExactly("a");
    }
}
