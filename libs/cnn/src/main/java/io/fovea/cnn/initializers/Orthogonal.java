package io.fovea.cnn.initializers;

import java.util.random.RandomGenerator;
import org.tensorflow.ndarray.Shape;

/** Normal vectors, made orthogonal one after the other (Gram and Schmidt, modified), so that no direction is preferred. */
record Orthogonal(double gain) implements Initializer {
    @Override
    public float[] values(Shape shape, RandomGenerator random) {
        Initializers.requireMatrix(shape);
        int columns = (int) shape.get(shape.numDimensions() - 1);
        int rows = Math.toIntExact(shape.size() / columns);
        boolean tall = rows >= columns;
        double[][] vectors = orthonormal(Math.min(rows, columns), Math.max(rows, columns), random);
        float[] values = new float[rows * columns];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                values[row * columns + column] = (float) (gain * (tall ? vectors[column][row] : vectors[row][column]));
            }
        }
        return values;
    }

    private static double[][] orthonormal(int count, int length, RandomGenerator random) {
        double[][] vectors = new double[count][length];
        for (int i = 0; i < count; i++) {
            for (int k = 0; k < length; k++) {
                vectors[i][k] = random.nextGaussian();
            }
            for (int j = 0; j < i; j++) {
                subtract(vectors[i], vectors[j], dot(vectors[i], vectors[j]));
            }
            double norm = Math.sqrt(dot(vectors[i], vectors[i]));
            for (int k = 0; k < length; k++) {
                vectors[i][k] /= norm;
            }
        }
        return vectors;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }

    private static void subtract(double[] from, double[] vector, double times) {
        for (int k = 0; k < from.length; k++) {
            from[k] -= times * vector[k];
        }
    }
}
