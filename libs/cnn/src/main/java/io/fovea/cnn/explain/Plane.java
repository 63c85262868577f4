package io.fovea.cnn.explain;

import io.fovea.cnn.HostTensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Numbers in rows and columns: an activation map, a heat map, one channel of a filter.
 *
 * @param values row by row; not copied
 */
@SuppressWarnings("ArrayRecordComponent") // many numbers, which are not copied
public record Plane(int rows, int columns, float[] values) {
    /** @throws IllegalArgumentException where there are not as many values as rows by columns */
    public Plane {
        if (rows < 1 || columns < 1 || (long) rows * columns != values.length) {
            throw new IllegalArgumentException(
                    "Expected %d x %d values, received %d.".formatted(rows, columns, values.length));
        }
    }

    /** One example of a batch of planes {@code [batch, rows, columns]}. */
    public static Plane ofExample(HostTensor batch, int example) {
        requireAxes(batch, 3);
        int rows = (int) batch.shape()[1];
        int columns = (int) batch.shape()[2];
        int size = rows * columns;
        return new Plane(rows, columns, Arrays.copyOfRange(batch.toFloats(), example * size, (example + 1) * size));
    }

    /** The channels of one example of {@code [batch, rows, columns, channels]}, {@code most} of them at the most. */
    public static List<Plane> ofChannels(HostTensor batch, int example, int most) {
        requireAxes(batch, 4);
        int rows = (int) batch.shape()[1];
        int columns = (int) batch.shape()[2];
        int channels = (int) batch.shape()[3];
        float[] all = batch.toFloats();
        int first = example * rows * columns * channels;
        return IntStream.range(0, Math.min(most, channels))
                .mapToObj(channel -> new Plane(rows, columns, every(all, first + channel, channels, rows * columns)))
                .toList();
    }

    static float[] every(float[] all, int first, int step, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = all[first + i * step];
        }
        return values;
    }

    static void requireAxes(HostTensor tensor, int axes) {
        if (tensor.shape().length != axes) {
            throw new IllegalArgumentException("Expected a tensor of %d axes, received %s.".formatted(axes, tensor));
        }
    }

    /** The value at a place, counted from 0 at the top left. */
    public float at(int row, int column) {
        return values[row * columns + column];
    }

    /** The value below which {@code share} (0 to 1) of the values lie. */
    public float quantile(double share) {
        float[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    /** Where the largest value is, the first of several, as {@code {row, column}}. */
    public int[] peak() {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return new int[] {best / columns, best % columns};
    }

    /** Stretched to another size with straight lines between the middles of the places, as {@code Resizing} does. */
    public Plane resized(int newRows, int newColumns) {
        float[] stretched = new float[Math.multiplyExact(newRows, newColumns)];
        for (int row = 0; row < newRows; row++) {
            double y = (row + 0.5) * rows / newRows - 0.5;
            for (int column = 0; column < newColumns; column++) {
                double x = (column + 0.5) * columns / newColumns - 0.5;
                stretched[row * newColumns + column] = (float) between(y, x);
            }
        }
        return new Plane(newRows, newColumns, stretched);
    }

    private double between(double y, double x) {
        int top = clamped((int) Math.floor(y), rows);
        int bottom = clamped((int) Math.floor(y) + 1, rows);
        int left = clamped((int) Math.floor(x), columns);
        int right = clamped((int) Math.floor(x) + 1, columns);
        double down = y - Math.floor(y);
        double along = x - Math.floor(x);
        double upper = at(top, left) * (1 - along) + at(top, right) * along;
        double lower = at(bottom, left) * (1 - along) + at(bottom, right) * along;
        return upper * (1 - down) + lower * down;
    }

    private static int clamped(int index, int count) {
        return Math.max(0, Math.min(count - 1, index));
    }
}
