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

    /** Along a sequence, which is an image of height 1. */
    static Size2D along(int width) {
        return new Size2D(1, width);
    }

    boolean isOne() {
        return height == 1 && width == 1;
    }

    /** What a window of this size spans when its values are {@code dilation} apart. */
    Size2D dilated(Size2D dilation) {
        return new Size2D((height - 1) * dilation.height + 1, (width - 1) * dilation.width + 1);
    }

    /** One entry for each axis of {@code [batch, height, width, channels]}. */
    List<Long> nhwc() {
        return List.of(1L, (long) height, (long) width, 1L);
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
