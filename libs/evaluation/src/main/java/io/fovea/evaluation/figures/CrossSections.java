package io.fovea.evaluation.figures;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** Signals by period, oldest first, and within one by instrument. */
final class CrossSections {
    private final TreeMap<Long, List<Signal>> byPeriod = new TreeMap<>();

    CrossSections(Collection<Signal> signals) {
        signals.forEach(signal -> byPeriod.computeIfAbsent(signal.periodEndMillis(), end -> new ArrayList<>())
                .add(signal));
        byPeriod.values().forEach(section -> section.sort(Comparator.comparing(Signal::instrument)));
    }

    Collection<List<Signal>> sections() {
        return byPeriod.values();
    }

    static double[] scores(Collection<Signal> signals) {
        return signals.stream().mapToDouble(Signal::score).toArray();
    }

    static double[] returns(Collection<Signal> signals) {
        return signals.stream().mapToDouble(Signal::forwardReturn).toArray();
    }
}
