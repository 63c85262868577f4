package io.fovea.predictor.labels;

import io.fovea.proto.label.v1.Outcome;
import io.fovea.proto.label.v1.Quality;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The newest outcomes of one version, in slots that are used in turn, and their figures. */
final class OutcomeWindow {

    private static final int BINS = 10;

    private final int size;
    private final Map<Integer, Outcome> slots = new HashMap<>();
    private final Map<String, Integer> slotOf = new HashMap<>();
    private long next; // outcomes that took a slot so far

    OutcomeWindow(int size) {
        this.size = size;
    }

    /** The slot for an outcome: that of the one it corrects, or the oldest. */
    int slotFor(Outcome outcome) {
        return slotOf.getOrDefault(outcome.getId(), Math.toIntExact(next % size));
    }

    /** Puts it where {@link #slotFor} says. */
    void add(Outcome outcome) {
        boolean replaces = slotOf.containsKey(outcome.getId());
        put(slotFor(outcome), outcome);
        if (!replaces) {
            next++;
        }
    }

    /** As it was before a restart, which begins with the oldest slot that there is. */
    void restore(int slot, Outcome outcome, long next) {
        put(slot, outcome);
        this.next = Math.max(this.next, next);
    }

    private void put(int slot, Outcome outcome) {
        @Nullable Outcome old = slots.put(slot, outcome);
        if (old != null) {
            slotOf.remove(old.getId());
        }
        slotOf.put(outcome.getId(), slot);
    }

    long next() {
        return next;
    }

    /** @throws java.util.NoSuchElementException while it is empty */
    Quality quality() {
        Collection<Outcome> outcomes = slots.values();
        Outcome any = Collections.max(outcomes, java.util.Comparator.comparingLong(Outcome::getPredictedAtMillis));
        double accuracy = mean(outcomes.stream().filter(OutcomeWindow::isRight).count());
        double probability =
                mean(outcomes.stream().mapToDouble(Outcome::getProbability).sum());
        return Quality.newBuilder()
                .setPipeline(any.getPipeline())
                .setModel(any.getModel())
                .setModelVersion(any.getModelVersion())
                .setOutcomes(outcomes.size())
                .setWindow(size)
                .setAccuracy(accuracy)
                .setAccuracyStandardError(Math.sqrt(accuracy * (1 - accuracy) / outcomes.size()))
                .setMeanProbability(probability)
                .setCalibrationError(calibrationError(outcomes))
                .setFromMillis(outcomes.stream()
                        .mapToLong(Outcome::getPredictedAtMillis)
                        .min()
                        .orElseThrow())
                .setToMillis(any.getPredictedAtMillis())
                .build();
    }

    private double mean(double sum) {
        return sum / slots.size();
    }

    private static boolean isRight(Outcome outcome) {
        return outcome.getPredicted().equals(outcome.getLabel());
    }

    /** Guo et al. 2017, "On Calibration of Modern Neural Networks", equation 5. */
    private static double calibrationError(Collection<Outcome> outcomes) {
        double[] gaps = new double[BINS]; // sum of right - probability
        for (Outcome outcome : outcomes) {
            int bin = Math.min(BINS - 1, (int) (outcome.getProbability() * BINS));
            gaps[bin] += (isRight(outcome) ? 1 : 0) - outcome.getProbability();
        }
        double error = 0;
        for (double gap : gaps) {
            error += Math.abs(gap) / outcomes.size();
        }
        return error;
    }
}
