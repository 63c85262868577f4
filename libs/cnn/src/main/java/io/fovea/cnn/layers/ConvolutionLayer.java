package io.fovea.cnn.layers;

import org.tensorflow.ndarray.Shape;

/**
 * What convolutions over height and width have in common. Each setting returns the layer and is made before its first use.
 *
 * @param <L> the layer itself
 */
public abstract class ConvolutionLayer<L extends ConvolutionLayer<L>> extends TrainedLayer<L> {
    final Size2D kernelSize;
    Size2D strides = Size2D.square(1);
    Size2D dilation = Size2D.square(1);
    Padding padding = Padding.VALID;

    ConvolutionLayer(Size2D kernelSize) {
        this.kernelSize = kernelSize;
    }

    /** How far the window moves, in pixels; 1 by default. */
    public L strides(int strides) {
        return strides(strides, strides);
    }

    /** How far the window moves down and to the right, in pixels. */
    public L strides(int vertical, int horizontal) {
        this.strides = new Size2D(vertical, horizontal);
        return self();
    }

    /**
     * Distance between neighbouring values of the kernel, in pixels; 1 by default. Above 1 only with strides of 1, as in Keras:
     * else the first use throws {@link IllegalArgumentException}.
     */
    public L dilation(int dilation) {
        return dilation(dilation, dilation);
    }

    /** Like {@link #dilation(int)}, down and to the right. */
    public L dilation(int vertical, int horizontal) {
        this.dilation = new Size2D(vertical, horizontal);
        return self();
    }

    /** What lies beyond the edges; {@link Padding#VALID} by default. */
    public L padding(Padding padding) {
        this.padding = padding;
        return self();
    }

    final void requireStridesOrDilation() {
        if (!dilation.isOne() && !strides.isOne()) {
            throw new IllegalArgumentException(
                    "%s: dilation and strides cannot both be above 1.".formatted(className()));
        }
    }

    final Shape convolved(Shape input, long channels) {
        requireAxes(input, 3);
        requireStridesOrDilation();
        return kernelSize.dilated(dilation).slide(className(), input, strides, padding, channels);
    }

    final OnnxWindow onnxWindow() {
        return OnnxWindow.of(kernelSize, strides, dilation, padding);
    }
}
