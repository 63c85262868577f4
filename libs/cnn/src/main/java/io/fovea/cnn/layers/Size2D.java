package io.fovea.cnn.layers;

import java.util.List;
import org.tensorflow.ndarray.Shape;

/** Height and width of a window, or its strides. */
record Size2D(int height, int width) {
    Size2D {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("Expected 1 or more, received %d x %d.".formatted(height, width));
        }
    }

    static Size2D square(int side) {
        return new Size2D(side, side);
    }

    /** One entry for each axis of {@code [batch, height, width, channels]}. */
    List<Long> nhwc() {
        return List.of(1L, (long) height, (long) width, 1L);
    }

    /** As {@link #nhwc()}, for operations that take a tensor of sizes. */
    int[] ints() {
        return new int[] {1, height, width, 1};
    }

    /** {@code input} is {@code [height, width, channels]}. */
    Shape slide(String layer, Shape input, Size2D strides, Padding padding, long channels) {
        long rows = padding.outputSize(input.get(0), height, strides.height);
        long columns = padding.outputSize(input.get(1), width, strides.width);
        if (rows < 1 || columns < 1) {
            throw new IllegalArgumentException("%s: a window of %d x %d does not fit into %d x %d."
                    .formatted(layer, height, width, input.get(0), input.get(1)));
        }
        return Shape.of(rows, columns, channels);
    }
}
