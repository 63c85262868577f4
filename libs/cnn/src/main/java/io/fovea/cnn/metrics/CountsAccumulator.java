package io.fovea.cnn.metrics;

import io.fovea.cnn.HostTensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** Counts what was said of each class: three numbers a class, however many examples. */
final class CountsAccumulator implements Metric.Accumulator {
    private static final String COUNTS = "counts"; // [3, classes]: true positives, false positives, false negatives
    private static final int TRUE_POSITIVES = 0;
    private static final int FALSE_POSITIVES = 1;
    private static final int FALSE_NEGATIVES = 2;

    private final Averaging averaging;
    private final ToDoubleFunction<ClassCounts> metric;
    private double[][] counts = new double[3][0];

    CountsAccumulator(Averaging averaging, ToDoubleFunction<ClassCounts> metric) {
        this.averaging = averaging;
        this.metric = metric;
    }

    @Override
    public void add(HostTensor targets, HostTensor outputs, float @Nullable [] sampleWeights) {
        SampleWeights weights = SampleWeights.of(sampleWeights, outputs.rows());
        if (averaging instanceof Averaging.Binary binary) {
            addBinary(BinaryOutputs.of(targets, outputs), binary.threshold(), weights);
        } else {
            addClasses(ClassOutputs.of(targets, outputs), weights);
        }
    }

    private void addBinary(BinaryOutputs outputs, Threshold threshold, SampleWeights weights) {
        requireClasses(1);
        double least = threshold.score(outputs.ofTwoClasses());
        for (int i = 0; i < outputs.size(); i++) {
            boolean saysYes = outputs.score(i) > least;
            double weight = weights.ofElement(i, outputs.size());
            if (outputs.yes(i)) {
                counts[saysYes ? TRUE_POSITIVES : FALSE_NEGATIVES][0] += weight;
            } else if (saysYes) {
                counts[FALSE_POSITIVES][0] += weight;
            }
        }
    }

    private void addClasses(ClassOutputs outputs, SampleWeights weights) {
        requireClasses(outputs.classes());
        for (int i = 0; i < outputs.positions(); i++) {
            int label = outputs.label(i);
            int predicted = outputs.predicted(i);
            double weight = weights.ofElement(i, outputs.positions());
            if (predicted == label && label >= 0) {
                counts[TRUE_POSITIVES][label] += weight;
                continue;
            }
            if (predicted >= 0) {
                counts[FALSE_POSITIVES][predicted] += weight;
            }
            if (label >= 0) {
                counts[FALSE_NEGATIVES][label] += weight;
            }
        }
    }

    private void requireClasses(int classes) {
        if (counts[0].length == 0) {
            counts = new double[3][classes];
        }
        if (counts[0].length != classes) {
            throw new IllegalArgumentException(
                    "Expected %d classes as before, received %d.".formatted(counts[0].length, classes));
        }
    }

    @Override
    public double result() {
        if (counts[0].length == 0) {
            return Double.NaN;
        }
        List<ClassCounts> classes = new ArrayList<>();
        for (int c = 0; c < counts[0].length; c++) {
            classes.add(
                    new ClassCounts(counts[TRUE_POSITIVES][c], counts[FALSE_POSITIVES][c], counts[FALSE_NEGATIVES][c]));
        }
        return averaging.average(classes, metric);
    }

    @Override
    public Map<String, HostTensor> state() {
        int classes = counts[0].length;
        double[] flat = new double[3 * classes];
        for (int row = 0; row < 3; row++) {
            System.arraycopy(counts[row], 0, flat, row * classes, classes);
        }
        return Map.of(COUNTS, HostTensor.float64(new long[] {3, classes}, flat));
    }

    @Override
    public void restore(Map<String, HostTensor> state) {
        double[] flat = state.get(COUNTS).toDoubles();
        int classes = flat.length / 3;
        counts = new double[3][classes];
        for (int row = 0; row < 3; row++) {
            System.arraycopy(flat, row * classes, counts[row], 0, classes);
        }
    }
}
