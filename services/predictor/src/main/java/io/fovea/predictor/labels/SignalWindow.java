package io.fovea.predictor.labels;

import io.fovea.evaluation.figures.Figures;
import io.fovea.evaluation.figures.Signal;
import io.fovea.evaluation.figures.Terms;
import io.fovea.evaluation.statistics.NeweyWest;
import io.fovea.proto.label.v1.Outcome;
import io.fovea.proto.label.v1.Quality;
import io.fovea.proto.label.v1.SignalQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The newest periods of one version, and what its signals in them were worth. */
final class SignalWindow {

    private final int size;
    private final Terms terms;
    private final TreeMap<Long, SignalPeriod> periods = new TreeMap<>(); // by end
    private LeftOut leftOut = LeftOut.NOTHING;

    SignalWindow(int size, Terms terms) {
        this.size = size;
        this.terms = terms;
    }

    /** What its version has been told of by now that counts for nothing. */
    LeftOut leftOut() {
        return leftOut;
    }

    void leaveOut(LeftOut all) {
        leftOut = all;
    }

    /** The outcome's period with it; null where it is older than the window. */
    @Nullable
    SignalPeriod add(Outcome outcome) {
        long end = outcome.getSignal().getPeriodEndMillis();
        if (periods.size() >= size && end < periods.firstKey()) {
            return null;
        }
        SignalPeriod period = periods.computeIfAbsent(end, key -> new SignalPeriod());
        period.add(outcome);
        return period;
    }

    /** As it was before a restart. */
    void restore(long end, SignalPeriod period) {
        periods.put(end, period);
    }

    /** Forgets the oldest periods that are too many, and says which they were. */
    List<Long> forget() {
        List<Long> old = new ArrayList<>();
        while (periods.size() > size) {
            old.add(periods.pollFirstEntry().getKey());
        }
        return old;
    }

    /** Without names. */
    Quality.Builder quality() {
        var quality = Quality.newBuilder().setWindow(size);
        var signals = SignalQuality.newBuilder()
                .setPeriods(periods.size())
                .setInSample(leftOut.inSample())
                .setUnranked(leftOut.unranked());
        if (!periods.isEmpty()) {
            List<Signal> judged = signals();
            Figures figures = Figures.of(judged, terms);
            add(figures, quality);
            add(figures, signals);
            if (terms.probabilities()) {
                quality.setMeanProbability(meanProbability(judged));
            }
        }
        return quality.setSignals(signals);
    }

    private List<Signal> signals() {
        List<Signal> all = new ArrayList<>();
        periods.forEach((end, period) -> period.forEach((instrument, one) ->
                all.add(new Signal(instrument, end, one.score(), one.realizedReturn(), one.realizedReturn() > 0))));
        return all;
    }

    private void add(Figures figures, Quality.Builder quality) {
        double[] shares = periods.values().stream()
                .mapToDouble(period -> period.accuracy(terms.threshold()))
                .toArray();
        quality.setOutcomes(figures.signals())
                .setAccuracy(figures.classification().accuracy())
                .setAccuracyStandardError(
                        NeweyWest.of(shares, terms.horizonPeriods() - 1).standardError())
                .setCalibrationError(figures.calibration().expectedError())
                .setFromMillis(periods.values().stream()
                        .mapToLong(SignalPeriod::fromMillis)
                        .min()
                        .orElseThrow())
                .setToMillis(periods.values().stream()
                        .mapToLong(SignalPeriod::toMillis)
                        .max()
                        .orElseThrow());
    }

    /** Of the direction that each says. */
    private static double meanProbability(List<Signal> judged) {
        return judged.stream()
                .mapToDouble(Signal::score)
                .map(up -> Math.max(up, 1 - up))
                .average()
                .orElseThrow();
    }

    private void add(Figures figures, SignalQuality.Builder signals) {
        signals.setFromPeriodEndMillis(periods.firstKey())
                .setToPeriodEndMillis(periods.lastKey())
                .setIc(figures.ic().mean())
                .setIcStandardError(figures.ic().standardError())
                .setIcTStatistic(figures.ic().tStatistic())
                .setIcPositiveShare(figures.ic().positiveShare())
                .setMajority(figures.classification().majority())
                .setSpread(figures.quantiles().spread())
                .setSpreadTStatistic(figures.quantiles().spreadTStatistic())
                .setTurnover(figures.quantiles().turnover())
                .setSpreadAfterCost(figures.quantiles().spreadAfterCost());
    }
}
