package io.fovea.evaluation.drift;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Makes one observation of all instruments of a period, of the training set and of what comes later alike: mean and spread (standard
 * deviation) across them of each channel's newest value, and of the scores. Instruments of a period move together, so a period counts
 * once, however many it has.
 */
public final class PeriodObserver {

    private static final String SCORE = "score";

    private final int[] places;
    private final List<String> inputs;

    /** @param channels that are looked at, and the place of each among an instrument's newest values */
    public PeriodObserver(Map<String, Integer> channels) {
        List<String> names = new ArrayList<>();
        channels.keySet().forEach(channel -> addNames(channel, names));
        this.inputs = List.copyOf(names);
        this.places = channels.values().stream().mapToInt(place -> place).toArray();
    }

    /** What {@link #inputs} gives: mean and spread of each channel. */
    public List<String> inputNames() {
        return inputs;
    }

    /** What {@link #scores} gives. */
    public List<String> scoreNames() {
        List<String> names = new ArrayList<>();
        addNames(SCORE, names);
        return names;
    }

    private static void addNames(String of, List<String> names) {
        names.add(of + "_mean");
        names.add(of + "_spread");
    }

    /** @param newest of each instrument, one value a channel; one instrument at least */
    public double[] inputs(List<float[]> newest) {
        double[] figures = new double[inputs.size()];
        for (int channel = 0; channel < places.length; channel++) {
            int place = places[channel];
            fill(
                    figures,
                    2 * channel,
                    newest.stream().mapToDouble(one -> one[place]).toArray());
        }
        return figures;
    }

    /** @param scores of each instrument, one at least */
    public double[] scores(double[] scores) {
        double[] figures = new double[2];
        fill(figures, 0, scores);
        return figures;
    }

    private static void fill(double[] figures, int from, double[] values) {
        var statistics = new SummaryStatistics();
        for (double value : values) {
            statistics.addValue(value);
        }
        figures[from] = statistics.getMean();
        figures[from + 1] = Math.sqrt(statistics.getPopulationVariance());
    }
}
