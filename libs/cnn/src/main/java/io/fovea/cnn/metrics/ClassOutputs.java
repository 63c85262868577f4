package io.fovea.cnn.metrics;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import java.util.Arrays;

/**
 * Outputs with one number for each class along the last axis, and the class that is right at each position. Positions are the
 * examples, or where the outputs have more axes, each example's places one after another.
 */
final class ClassOutputs {
    private final int classes;
    private final float[] outputs;
    private final int[] labels;

    private ClassOutputs(int classes, float[] outputs, int[] labels) {
        this.classes = classes;
        this.outputs = outputs;
        this.labels = labels;
    }

    /**
     * @param targets class numbers (INT64, the shape of the outputs without its last axis), or one number for each class
     *     (FLOAT32, the shape of the outputs), of which the largest, and of several the first, is right
     * @throws IllegalArgumentException for other shapes and types, and for class numbers that there are not
     */
    static ClassOutputs of(HostTensor targets, HostTensor outputs) {
        long[] shape = outputs.shape();
        if (outputs.dtype() != DType.FLOAT32 || shape.length < 2) {
            throw new IllegalArgumentException(
                    "Expected outputs FLOAT32[batch, ..., classes], received %s.".formatted(outputs));
        }
        int classes = Math.toIntExact(shape[shape.length - 1]);
        if (classes < 2) {
            throw new IllegalArgumentException(
                    "Expected two classes or more, received outputs %s. Maybe this is a case for BinaryAccuracy."
                            .formatted(outputs));
        }
        return new ClassOutputs(classes, outputs.toFloats(), labels(targets, outputs, classes));
    }

    private static int[] labels(HostTensor targets, HostTensor outputs, int classes) {
        long[] places = Arrays.copyOf(outputs.shape(), outputs.shape().length - 1);
        if (targets.dtype() == DType.INT64 && Arrays.equals(targets.shape(), places)) {
            return Arrays.stream(targets.toLongs())
                    .mapToInt(label -> checked(label, classes))
                    .toArray();
        }
        if (targets.dtype() == DType.FLOAT32 && Arrays.equals(targets.shape(), outputs.shape())) {
            float[] values = targets.toFloats();
            int[] labels = new int[values.length / classes];
            Arrays.setAll(labels, position -> largest(values, position, classes));
            return labels;
        }
        throw new IllegalArgumentException("Expected class numbers INT64%s or FLOAT32%s for outputs %s, received %s."
                .formatted(Arrays.toString(places), Arrays.toString(outputs.shape()), outputs, targets));
    }

    private static int checked(long label, int classes) {
        if (label < 0 || label >= classes) {
            throw new IllegalArgumentException(
                    "Expected class numbers from 0 to %d, received %d.".formatted(classes - 1, label));
        }
        return (int) label;
    }

    private static int largest(float[] values, int position, int classes) {
        int start = position * classes;
        int best = 0;
        for (int c = 0; c < classes; c++) {
            if (Float.isNaN(values[start + c])) {
                return -1;
            }
            best = values[start + c] > values[start + best] ? c : best;
        }
        return best;
    }

    int classes() {
        return classes;
    }

    int positions() {
        return labels.length;
    }

    /** The class that is right; -1 where targets are no numbers. */
    int label(int position) {
        return labels[position];
    }

    /** The class with the largest output, of several the first; -1 where an output is no number. */
    int predicted(int position) {
        return largest(outputs, position, classes);
    }

    float output(int position, int ofClass) {
        return outputs[position * classes + ofClass];
    }
}
