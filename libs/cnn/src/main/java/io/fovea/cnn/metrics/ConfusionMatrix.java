package io.fovea.cnn.metrics;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.data.Batch;
import io.fovea.cnn.data.Dataset;
import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * How often which class was taken for which, and what follows for each class. Outputs and targets are as for {@link Accuracy}. Keeps
 * classes squared numbers. Not for several threads.
 */
public final class ConfusionMatrix {
    private final double[][] counts;
    private final double[] undecided;

    /** @throws IllegalArgumentException for fewer than two classes */
    public ConfusionMatrix(int classes) {
        if (classes < 2) {
            throw new IllegalArgumentException("Expected two classes or more, received %d.".formatted(classes));
        }
        this.counts = new double[classes][classes];
        this.undecided = new double[classes];
    }

    /**
     * Of a whole data set with one target, batch by batch.
     *
     * @param predict gives the outputs for a batch of inputs, such as {@code model::predict}
     */
    public static ConfusionMatrix of(int classes, UnaryOperator<HostTensor> predict, Dataset dataset, int batchSize) {
        ConfusionMatrix matrix = new ConfusionMatrix(classes);
        for (Batch batch : dataset.batches(batchSize, OptionalLong.empty())) {
            matrix.add(batch.target(), predict.apply(batch.input()), null);
        }
        return matrix;
    }

    /**
     * Takes a batch.
     *
     * @param sampleWeights how much each example counts; null where each counts 1
     * @throws IllegalArgumentException where the outputs are not of as many classes, or the targets do not fit to them
     */
    public void add(HostTensor targets, HostTensor outputs, float @Nullable [] sampleWeights) {
        SampleWeights weights = SampleWeights.of(sampleWeights, outputs.rows());
        ClassOutputs classes = ClassOutputs.of(targets, outputs);
        if (classes.classes() != classes()) {
            throw new IllegalArgumentException(
                    "Expected outputs of %d classes, received %s.".formatted(classes(), outputs));
        }
        for (int i = 0; i < classes.positions(); i++) {
            double weight = weights.ofElement(i, classes.positions());
            int predicted = classes.predicted(i);
            if (classes.label(i) >= 0) {
                double[] row = predicted < 0 ? undecided : counts[classes.label(i)];
                row[predicted < 0 ? classes.label(i) : predicted] += weight;
            }
        }
    }

    /** How many classes there are. */
    public int classes() {
        return counts.length;
    }

    /** How often one class was taken for another, or for itself. */
    public double count(int actual, int predicted) {
        return counts[actual][predicted];
    }

    /** How many examples of a class had outputs that are no numbers. */
    public double undecided(int actual) {
        return undecided[actual];
    }

    /** True and false positives and false negatives of a class: its precision, recall and F1. */
    public ClassCounts of(int number) {
        double right = counts[number][number];
        double said = Arrays.stream(counts).mapToDouble(row -> row[number]).sum();
        return new ClassCounts(right, said - right, support(number) - right);
    }

    /** How many examples are of a class. */
    public double support(int number) {
        return Arrays.stream(counts[number]).sum() + undecided[number];
    }

    /** How many of all examples are right; NaN before the first. */
    public double accuracy() {
        double right = 0;
        double all = 0;
        for (int c = 0; c < classes(); c++) {
            right += counts[c][c];
            all += support(c);
        }
        return right / all;
    }
}
