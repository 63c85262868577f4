package io.fovea.cnn.sequences;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Concatenate;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Heads that read a sequence of classes, such as a house number, from one input: one for its length and one for the class at each
 * place, after Goodfellow et al. (2014), arXiv:1312.6082. Given the input they are independent, so that
 * {@code P(s1..sl) = P(length = l) P1(s1) ... Pl(sl)}, which sums to 1 over all sequences; what stands beyond the length has no part in
 * it, and no class for "none" is needed.
 *
 * <p>The heads' outputs lie one after the other in one tensor: {@code longest} for the lengths 1 to longest, then {@code classes} for
 * each place. Why not one tensor a head: docs/adr/0027-sequences-of-classes.md.
 *
 * @param classes at each place, 2 or more
 * @param longest sequence that can be read, 1 or more
 */
public record SequenceHeads(int classes, int longest) {
    /** In targets: beyond the sequence's end. */
    public static final long NONE = -1;

    /** @throws IllegalArgumentException for fewer than 2 classes, or nothing to read */
    public SequenceHeads {
        if (classes < 2 || longest < 1) {
            throw new IllegalArgumentException(
                    "Expected sequences of 2 classes or more and of length 1 or more, received %d classes and length %d."
                            .formatted(classes, longest));
        }
    }

    /** The heads that so many outputs belong to; empty where they belong to none. */
    public static Optional<SequenceHeads> of(long outputs, int classes) {
        boolean fits = classes >= 2 && outputs > 0 && outputs % (classes + 1L) == 0;
        return fits
                ? Optional.of(new SequenceHeads(classes, Math.toIntExact(outputs / (classes + 1L))))
                : Optional.empty();
    }

    /** Outputs of all heads together. */
    public int outputs() {
        return Math.addExact(longest, Math.multiplyExact(longest, classes));
    }

    /** Where a place's outputs begin, places counted from 0. */
    public int begin(int place) {
        return longest + place * classes;
    }

    /** The heads on features of any shape, as one tensor {@code logits [outputs]}. Layers are called {@code length}, {@code place1} and so on. */
    public SymbolicTensor on(SymbolicTensor features) {
        SymbolicTensor flat = features.shape().numDimensions() > 1 ? features.then(new Flatten()) : features;
        List<SymbolicTensor> heads = new ArrayList<>(List.of(flat.then(new Dense(longest).named("length"))));
        for (int place = 1; place <= longest; place++) {
            heads.add(flat.then(new Dense(classes).named("place" + place)));
        }
        return new Concatenate().named("logits").apply(heads.toArray(SymbolicTensor[]::new));
    }

    /** As targets: the classes, then {@link #NONE} up to the longest. */
    public long[] target(List<Integer> sequence) {
        if (sequence.isEmpty() || sequence.size() > longest) {
            throw new IllegalArgumentException(
                    "Expected a sequence of 1 to %d classes, received %d.".formatted(longest, sequence.size()));
        }
        return IntStream.range(0, longest)
                .mapToLong(place -> place < sequence.size() ? sequence.get(place) : NONE)
                .toArray();
    }

    /**
     * The most probable sequences, best first; of equals the shorter, then the one whose first other class comes first.
     *
     * @param probabilities {@code [outputs]}: of each head's outputs, which sum to 1
     * @param count of sequences, at most
     */
    public List<ProbableSequence> best(float[] probabilities, int count) {
        if (probabilities.length != outputs()) {
            throw new IllegalArgumentException(
                    "Expected %d probabilities, received %d.".formatted(outputs(), probabilities.length));
        }
        List<ProbableSequence> found = new ArrayList<>();
        List<ProbableSequence> prefixes = List.of(new ProbableSequence(List.of(), 1));
        for (int place = 0; place < longest; place++) {
            // The best sequences have the best beginnings: heads do not depend on each other.
            prefixes = best(longer(prefixes, place, probabilities), count);
            double ofLength = probabilities[place];
            prefixes.forEach(prefix -> found.add(prefix.times(ofLength)));
        }
        return best(found, count);
    }

    /**
     * How probable it is that each class stands at each place: the same numbers, those of a place times the probability that the
     * sequence reaches it. What the heads beyond its end say counts for nothing.
     *
     * @param probabilities {@code [outputs]}: of each head's outputs, which sum to 1
     */
    public float[] present(float[] probabilities) {
        float[] present = probabilities.clone();
        float reaches = 1;
        for (int place = 0; place < longest; place++) {
            for (int c = 0; c < classes; c++) {
                present[begin(place) + c] *= reaches;
            }
            reaches -= probabilities[place];
        }
        return present;
    }

    private List<ProbableSequence> longer(List<ProbableSequence> prefixes, int place, float[] probabilities) {
        List<ProbableSequence> longer = new ArrayList<>();
        for (ProbableSequence prefix : prefixes) {
            for (int c = 0; c < classes; c++) {
                longer.add(prefix.then(c, probabilities[begin(place) + c]));
            }
        }
        return longer;
    }

    private static List<ProbableSequence> best(List<ProbableSequence> sequences, int count) {
        return sequences.stream()
                .sorted(Comparator.comparing(ProbableSequence::probability).reversed()) // stable: ties keep their order
                .limit(count)
                .toList();
    }
}
