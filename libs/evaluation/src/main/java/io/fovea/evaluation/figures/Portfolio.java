package io.fovea.evaluation.figures;

import io.fovea.evaluation.statistics.Ranks;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One cross-section cut into equal parts by rank of score, and the book that holds the highest part long and the lowest
 * short, each with equal weights that add up to 1.
 *
 * @param returns mean forward return of each part, lowest scores first; NaN where none has such a rank
 * @param weights by instrument; empty where the highest or the lowest part is
 */
record Portfolio(double[] returns, Map<String, Double> weights) {

    static Portfolio of(List<Signal> crossSection, int quantiles) {
        double[] ranks = Ranks.of(CrossSections.scores(crossSection));
        List<List<Signal>> parts = new ArrayList<>();
        for (int i = 0; i < quantiles; i++) {
            parts.add(new ArrayList<>());
        }
        for (int i = 0; i < ranks.length; i++) {
            parts.get((int) ((ranks[i] - 0.5) * quantiles / ranks.length)).add(crossSection.get(i));
        }
        double[] returns = parts.stream()
                .mapToDouble(part -> part.stream()
                        .mapToDouble(Signal::forwardReturn)
                        .average()
                        .orElse(Double.NaN))
                .toArray();
        return new Portfolio(returns, weights(parts.get(quantiles - 1), parts.get(0)));
    }

    private static Map<String, Double> weights(List<Signal> highest, List<Signal> lowest) {
        Map<String, Double> weights = new HashMap<>();
        if (!highest.isEmpty() && !lowest.isEmpty()) {
            highest.forEach(signal -> weights.put(signal.instrument(), 1.0 / highest.size()));
            lowest.forEach(signal -> weights.put(signal.instrument(), -1.0 / lowest.size()));
        }
        return weights;
    }

    /** Highest part less the lowest; NaN where one of them is empty. */
    double spread() {
        return returns[returns.length - 1] - returns[0];
    }

    /**
     * What must be bought and sold to come here from there, as a share of one leg's value: from 0 to 4, and 2 to build up
     * the book from nothing. Drift of weights between the two is not counted.
     */
    double tradedFrom(Map<String, Double> before) {
        Map<String, Double> change = new HashMap<>(weights);
        before.forEach((instrument, weight) -> change.merge(instrument, -weight, Double::sum));
        return change.values().stream().mapToDouble(Math::abs).sum();
    }
}
