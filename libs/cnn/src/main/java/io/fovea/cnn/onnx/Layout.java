package io.fovea.cnn.onnx;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/** In which order a tensor's axes lie in an ONNX graph; ONNX' convolutions and poolings want the channels first. */
public enum Layout {
    /** Keras' order: the channels are the last axis. */
    CHANNELS_LAST {
        @Override
        long[] stored(Shape shape) {
            return shape.asArray();
        }

        @Override
        public int axis(int axis, int axes) {
            return axis + 1;
        }

        @Override
        int[] permutationFromOther(int axes) {
            IntStream places = IntStream.rangeClosed(2, axes);
            return IntStream.concat(IntStream.of(0), IntStream.concat(places, IntStream.of(1)))
                    .toArray();
        }
    },
    /** The channels come right after the batch. */
    CHANNELS_FIRST {
        @Override
        long[] stored(Shape shape) {
            int last = shape.numDimensions() - 1;
            return LongStream.concat(
                            LongStream.of(shape.get(last)),
                            LongStream.of(shape.take(last).asArray()))
                    .toArray();
        }

        @Override
        public int axis(int axis, int axes) {
            return axis == axes - 1 ? 1 : axis + 2;
        }

        @Override
        int[] permutationFromOther(int axes) {
            IntStream places = IntStream.range(1, axes);
            return IntStream.concat(IntStream.of(0, axes), places).toArray();
        }
    };

    /** The axes of one example as they are stored, for a shape in Keras' order. */
    abstract long[] stored(Shape shape);

    /**
     * Where an axis is found in the stored tensor.
     *
     * @param axis in Keras' order, without the batch axis
     * @param axes how many there are beside the batch
     * @return counted with the batch axis
     */
    public abstract int axis(int axis, int axes);

    abstract int[] permutationFromOther(int axes);
}
