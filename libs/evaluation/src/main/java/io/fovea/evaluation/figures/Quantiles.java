package io.fovea.evaluation.figures;

import io.fovea.evaluation.statistics.NeweyWest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * What each part of the cross-sections earned, and what holding the highest long and the lowest short did. All returns are
 * over the label's horizon and a mean over the periods.
 *
 * @param returns of each part, lowest scores first
 * @param spread highest part less the lowest
 * @param spreadTStatistic of the periods' spreads, Newey and West's
 * @param turnover share of the book that is exchanged at a rebalancing: 0 when nothing changes, 1 when all does. A book is
 *     held for the horizon, so it is compared with the one that it takes the place of
 * @param spreadAfterCost the spread less what its trades cost
 */
public record Quantiles(
        List<Double> returns, double spread, double spreadTStatistic, double turnover, double spreadAfterCost) {

    /** Value traded at a complete exchange of both legs: all of each sold, all of each bought. */
    private static final double COMPLETE_EXCHANGE = 4;

    private static final double BASIS_POINT = 1e-4;

    public Quantiles {
        returns = List.copyOf(returns);
    }

    static Quantiles of(CrossSections sections, Terms terms) {
        List<Portfolio> books = new ArrayList<>();
        for (List<Signal> section : sections.sections()) {
            books.add(Portfolio.of(section, terms.quantiles()));
        }
        double[] spreads = books.stream()
                .mapToDouble(Portfolio::spread)
                .filter(Double::isFinite)
                .toArray();
        double[] traded = traded(books, terms.horizonPeriods());
        NeweyWest spread = NeweyWest.of(spreads, terms.horizonPeriods() - 1);
        double cost = mean(traded) * terms.costBps() * BASIS_POINT;
        return new Quantiles(
                means(books, terms.quantiles()),
                spread.mean(),
                spread.tStatistic(),
                mean(rebalancings(traded, terms.horizonPeriods())) / COMPLETE_EXCHANGE,
                spread.mean() - cost);
    }

    /** The first books are built up from nothing. */
    private static double[] traded(List<Portfolio> books, int horizon) {
        double[] traded = new double[books.size()];
        for (int i = 0; i < traded.length; i++) {
            traded[i] = books.get(i)
                    .tradedFrom(i < horizon ? Map.of() : books.get(i - horizon).weights());
        }
        return traded;
    }

    private static double[] rebalancings(double[] traded, int horizon) {
        return Arrays.copyOfRange(traded, Math.min(horizon, traded.length), traded.length);
    }

    private static List<Double> means(List<Portfolio> books, int quantiles) {
        List<Double> means = new ArrayList<>();
        for (int part = 0; part < quantiles; part++) {
            int chosen = part;
            means.add(books.stream()
                    .mapToDouble(book -> book.returns()[chosen])
                    .filter(Double::isFinite)
                    .average()
                    .orElse(Double.NaN));
        }
        return means;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(Double.NaN);
    }
}
