package io.fovea.cnn.onnx;

import org.tensorflow.ndarray.Shape;

/**
 * A tensor of an ONNX graph, which has a batch axis first.
 *
 * @param name in the graph
 * @param shape of one example in Keras' order, without the batch axis
 * @param layout in which order the axes are stored; of no account below two axes
 */
public record OnnxValue(String name, Shape shape, Layout layout) {
    /** How many axes there are beside the batch. */
    public int axes() {
        return shape.numDimensions();
    }

    /** The size of the last axis in Keras' order. */
    public long channels() {
        return shape.get(axes() - 1);
    }

    /** Where the channels are stored, counted with the batch axis. */
    public int channelAxis() {
        return layout.axis(axes() - 1, axes());
    }

    /** Whether it is stored as {@code layout} says: so it is in both where there is nothing to tell apart. */
    boolean isStored(Layout wanted) {
        return layout == wanted || axes() < 2;
    }
}
