package io.fovea.cnn.sequences;

import java.util.ArrayList;
import java.util.List;

/**
 * A sequence that may have been seen.
 *
 * @param classes by index, in reading order
 * @param probability 0 to 1
 */
public record ProbableSequence(List<Integer> classes, double probability) {
    public ProbableSequence {
        classes = List.copyOf(classes);
    }

    ProbableSequence then(int next, double itsProbability) {
        List<Integer> longer = new ArrayList<>(classes);
        longer.add(next);
        return new ProbableSequence(longer, probability * itsProbability);
    }

    ProbableSequence times(double factor) {
        return new ProbableSequence(classes, probability * factor);
    }
}
