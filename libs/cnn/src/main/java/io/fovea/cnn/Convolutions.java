package io.fovea.cnn;

import io.fovea.cnn.SymbolicTensor.Call;
import io.fovea.cnn.layers.ConvolutionLayer;
import io.fovea.cnn.layers.Pooling2D;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** Finds the convolutions of a model that are worth a look; a nested model's are named with its name before. */
final class Convolutions {
    private Convolutions() {}

    /** The name of the first one's kernel, as in {@link Model#namedWeights}. */
    static Optional<String> firstKernel(Model model) {
        return model.namedWeights().entrySet().stream()
                .filter(entry -> entry.getValue().shape().numDimensions() == 4)
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What {@link Model#lastConvolution} finds. */
    static Optional<String> last(Model model) {
        String name = null;
        Shape size = null;
        for (Call call : model.calls()) {
            Layer layer = call.layer();
            Shape shape = call.outputs().get(0).shape();
            Optional<String> nested = layer instanceof Model inner ? last(inner) : Optional.empty();
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
