package io.fovea.cnn;

import io.fovea.cnn.SymbolicTensor.Call;
import io.fovea.cnn.layers.ConvolutionLayer;
import io.fovea.cnn.layers.Pooling2D;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * The layer that Grad-CAM looks at: the last one whose output has height and width of the last convolution, so that its
 * activation, normalization and shortcut are in. Convolutions that see one place only do not count.
 */
final class LastConvolution {
    private LastConvolution() {}

    /** The layer's name, with its model's before it where it is nested: {@code conv3}, {@code backbone/conv5}. */
    static Optional<String> of(Model model) {
        String name = null;
        Shape size = null;
        for (Call call : model.calls()) {
            Layer layer = call.layer();
            Shape shape = call.outputs().get(0).shape();
            Optional<String> nested = layer instanceof Model inner ? of(inner) : Optional.empty();
            if (nested.isPresent()) {
                name = layer.name() + "/" + nested.get();
                size = null; // what follows is another size than the inner convolution's, as far as is known
            } else if (layer instanceof ConvolutionLayer && isMap(shape)) {
                name = layer.name();
                size = shape;
            } else if (!(layer instanceof Pooling2D) && isMap(shape) && sameSize(shape, size)) {
                name = layer.name();
            }
        }
        return Optional.ofNullable(name);
    }

    /** Whether an output, without batch axis, has places to tell apart. */
    static boolean isMap(Shape shape) {
        return shape.numDimensions() == 3 && shape.get(0) * shape.get(1) > 1;
    }

    private static boolean sameSize(Shape shape, @Nullable Shape size) {
        return size != null && shape.get(0) == size.get(0) && shape.get(1) == size.get(1);
    }
}
