package io.fovea.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Against other people's code on the same 450 signals: scipy, statsmodels, scikit-learn and pandas, as {@code reference.py}
 * calls them; {@code reference.json} has what they said and their versions.
 */
class ReferenceFiguresTest {
    private static final int QUANTILES = 5;
    private static final int HORIZON = 2;
    private static final double COST_BPS = 25;
    private static final int TIED = 2; // columns of the scores
    private static final int DISTINCT = 3;
    private static final int PREDICTED = 4;

    private static JsonNode reference;

    @BeforeAll
    static void read() throws IOException {
        reference = new ObjectMapper().readTree(resource("reference.json"));
    }

    /** scipy.stats.spearmanr, statsmodels' HAC, and pandas' standard deviation; many scores and returns are tied. */
    @Test
    void shouldGiveTheInformationCoefficientOfScipyAndStatsmodels() throws IOException {
        assertCoefficient(figures(TIED, true), reference.at("/tied/ic"));
        assertCoefficient(figures(PREDICTED, false), reference.at("/predicted/ic"));
    }

    private static void assertCoefficient(Figures figures, JsonNode expected) {
        InformationCoefficient ic = figures.ic();
        assertThat(figures.periods().stream().mapToDouble(Figures.Period::ic).toArray())
                .containsExactly(numbers(expected.get("values")), within(1e-12));
        assertThat(ic.lag()).isEqualTo(3);
        assertNumber(ic.mean(), expected.get("mean"));
        assertNumber(ic.standardError(), expected.get("standardError"));
        assertNumber(ic.tStatistic(), expected.get("t"));
        assertNumber(ic.pValue(), expected.get("p"));
        assertNumber(ic.icir(), expected.get("icir"));
        assertNumber(ic.positiveShare(), expected.get("positive"));
    }

    /** pandas.qcut, the share of names that are new, and the cost of what a table of weights says was traded. */
    @Test
    void shouldGiveTheQuantilesTheTurnoverAndTheCostOfPandas() throws IOException {
        JsonNode expected = reference.get("distinct");

        Quantiles quantiles = figures(DISTINCT, true).quantiles();

        assertThat(quantiles.returns().stream().mapToDouble(Double::doubleValue).toArray())
                .containsExactly(numbers(expected.get("returns")), within(1e-12));
        assertNumber(quantiles.spread(), expected.get("spread"));
        assertNumber(quantiles.spreadTStatistic(), expected.get("spreadT"));
        assertNumber(quantiles.turnover(), expected.get("turnover"));
        assertNumber(quantiles.spreadAfterCost(), expected.get("spreadAfterCost"));
    }

    @Test
    void shouldGiveTheAccuracyAndTheAreaOfScikitLearn() throws IOException {
        Classification directions = figures(TIED, true).classification();

        assertNumber(directions.accuracy(), reference.at("/tied/accuracy"));
        assertNumber(directions.majority(), reference.at("/tied/majority"));
        assertNumber(directions.auc(), reference.at("/tied/auc"));
        assertNumber(figures(PREDICTED, false).classification().accuracy(), reference.at("/predicted/accuracy"));
    }

    /** scikit-learn's calibration_curve: every probability lies on the edge of two bins and belongs to the lower one. */
    @Test
    void shouldGiveTheCalibrationCurveOfScikitLearn() throws IOException {
        Calibration calibration = figures(TIED, true).calibration();

        assertBins(calibration.bins(), reference.get("tied"));
        assertThat(calibration.bins().stream().map(Calibration.Bin::signals))
                .containsExactlyElementsOf(
                        StreamSupport.stream(reference.at("/tied/counts").spliterator(), false)
                                .map(JsonNode::intValue)
                                .toList());
        assertNumber(calibration.expectedError(), reference.at("/tied/expectedError"));
        assertNumber(calibration.slope(), reference.at("/tied/slope"));
    }

    /** Of returns: deciles of pandas.qcut. */
    @Test
    void shouldGiveTheDecilesOfPandas() throws IOException {
        Calibration calibration = figures(PREDICTED, false).calibration();

        assertBins(calibration.bins(), reference.get("predicted"));
        assertNumber(calibration.expectedError(), reference.at("/predicted/expectedError"));
        assertNumber(calibration.slope(), reference.at("/predicted/slope"));
    }

    private static void assertBins(List<Calibration.Bin> bins, JsonNode expected) {
        assertThat(bins.stream().mapToDouble(Calibration.Bin::said).toArray())
                .containsExactly(numbers(expected.get("said")), within(1e-12));
        assertThat(bins.stream().mapToDouble(Calibration.Bin::came).toArray())
                .containsExactly(numbers(expected.get("came")), within(1e-12));
    }

    private static void assertNumber(double actual, JsonNode expected) {
        assertThat(actual).isCloseTo(expected.doubleValue(), within(1e-11));
    }

    private static double[] numbers(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .mapToDouble(JsonNode::doubleValue)
                .toArray();
    }

    private static Figures figures(int column, boolean probabilities) throws IOException {
        List<Signal> signals = new String(resource("reference.csv"), StandardCharsets.UTF_8)
                .lines()
                .skip(1)
                .map(line -> signal(line.split(",", -1), column))
                .toList();
        return Figures.of(signals, new Terms(probabilities, QUANTILES, HORIZON, COST_BPS));
    }

    private static Signal signal(String[] cells, int column) {
        double forwardReturn = Double.parseDouble(cells[5]);
        return new Signal(
                cells[0],
                Long.parseLong(cells[1]),
                Double.parseDouble(cells[column]),
                forwardReturn,
                forwardReturn > 0);
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ReferenceFiguresTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }
}
