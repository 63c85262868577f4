package io.fovea.cnn.layers;

import org.tensorflow.ndarray.Shape;

/** Mean and variance (of {@code n} values) of each channel of a data set, summed in double precision. */
record Moments(float[] mean, float[] variance) {
    /** @param place of the channels in {@code example}, a shape without batch axis */
    static Moments of(float[] values, Shape example, int place) {
        int channels = (int) example.get(place);
        int inner = 1;
        for (int axis = place + 1; axis < example.numDimensions(); axis++) {
            inner *= (int) example.get(axis);
        }
        double[] means = averages(values, channels, inner, new double[channels], 1);
        double[] variances = averages(values, channels, inner, means, 2);
        return new Moments(narrow(means), narrow(variances));
    }

    private static double[] averages(float[] values, int channels, int inner, double[] about, int power) {
        double[] sums = new double[channels];
        for (int i = 0; i < values.length; i++) {
            int channel = i / inner % channels;
            sums[channel] += Math.pow(values[i] - about[channel], power);
        }
        for (int channel = 0; channel < channels; channel++) {
            sums[channel] /= (double) values.length / channels;
        }
        return sums;
    }

    private static float[] narrow(double[] values) {
        float[] narrowed = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            narrowed[i] = (float) values[i];
        }
        return narrowed;
    }
}
