package io.fovea.cnn.layers;

import org.tensorflow.ndarray.Shape;

/** What convolutions over height and width have in common. */
public abstract class ConvolutionLayer<L extends ConvolutionLayer<L>> extends TrainedLayer<L> {
    final Size2D kernelSize;
    Size2D strides = Size2D.square(1);
    Size2D dilation = Size2D.square(1);
    Padding padding = Padding.VALID;

    ConvolutionLayer(Size2D kernelSize) {
        this.kernelSize = kernelSize;
    }

    /** 1 by default. */
    public L strides(int strides) {
        return strides(strides, strides);
    }

    public L strides(int vertical, int horizontal) {
        this.strides = new Size2D(vertical, horizontal);
        return self();
    }

    /** Distance between neighbouring values of the kernel; 1 by default. Only with strides of 1, as in Keras. */
    public L dilation(int dilation) {
        return dilation(dilation, dilation);
    }

    public L dilation(int vertical, int horizontal) {
        this.dilation = new Size2D(vertical, horizontal);
        return self();
    }

    /** {@link Padding#VALID} by default. */
    public L padding(Padding padding) {
        this.padding = padding;
        return self();
    }

    final Shape convolved(Shape input, long channels) {
        requireAxes(input, 3);
        if (!dilation.isOne() && !strides.isOne()) {
            throw new IllegalArgumentException(
                    "%s: dilation and strides cannot both be above 1.".formatted(className()));
        }
        return kernelSize.dilated(dilation).slide(className(), input, strides, padding, channels);
    }
}
