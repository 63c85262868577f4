package io.fovea.predictor.market;

import io.fovea.pipeline.MarketSpec;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** All scores of a period. */
final class CrossSectionOfScores {

    /** As {@code Universe} of libs/evaluation has it: equals by name. */
    private static final Comparator<Prediction> MOST_TRADED = Comparator.comparingDouble(
                    (Prediction one) -> -one.getSignal().getDollarVolume())
            .thenComparing(one -> one.getSignal().getInstrument());

    private CrossSectionOfScores() {}

    /**
     * The same predictions, the highest score first, each with its rank and quantile; equals share the mean of their places. Last those
     * that do not belong to the universe, without.
     */
    static List<Prediction> of(List<Prediction> scored, MarketSpec market) {
        List<Prediction> members = new ArrayList<>(scored);
        List<Prediction> others = new ArrayList<>();
        market.universe().ifPresent(universe -> {
            members.removeIf(one -> !one.getSignal().hasDollarVolume());
            members.sort(MOST_TRADED);
            members.subList(Math.min(universe.top(), members.size()), members.size())
                    .clear();
            Set<String> ids = members.stream().map(Prediction::getId).collect(Collectors.toSet());
            scored.stream().filter(one -> !ids.contains(one.getId())).forEach(others::add);
        });
        List<Prediction> all = new ArrayList<>(ranked(members, market.signals().quantiles()));
        all.addAll(others);
        return all;
    }

    private static List<Prediction> ranked(List<Prediction> scored, int quantiles) {
        List<Prediction> byScore = new ArrayList<>(scored);
        byScore.sort(
                Comparator.comparingDouble((Prediction one) -> -one.getSignal().getScore())
                        .thenComparing(Prediction::getId));
        List<Prediction> ranked = new ArrayList<>();
        int size = byScore.size();
        for (int from = 0, to; from < size; from = to) {
            to = from + 1;
            while (to < size && score(byScore.get(to)) == score(byScore.get(from))) {
                to++;
            }
            double rank = (from + 1 + to) / 2.0; // places from + 1 to to
            for (Prediction one : byScore.subList(from, to)) {
                ranked.add(with(one, rank, size, quantiles));
            }
        }
        return ranked;
    }

    private static double score(Prediction prediction) {
        return prediction.getSignal().getScore();
    }

    private static Prediction with(Prediction one, double rank, int size, int quantiles) {
        double below = size - rank; // as many have a lower score
        Signal signal = one.getSignal().toBuilder()
                .setRank(rank)
                .setCrossSection(size)
                .setQuantile(Math.min(quantiles, 1 + (int) (below * quantiles / size)))
                .setQuantiles(quantiles)
                .build();
        return one.toBuilder().setSignal(signal).build();
    }
}
