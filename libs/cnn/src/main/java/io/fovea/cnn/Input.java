package io.fovea.cnn;

import io.fovea.cnn.SymbolicTensor.Call;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** Where a model's data comes in. Integers are cast to floats in the graph, so pixels can be fed as they are. */
public final class Input extends Layer {
    private final DType dtype;
    private final Shape shape;

    private Input(String name, DType dtype, Shape shape) {
        this.dtype = dtype;
        this.shape = shape;
        nameBy(name);
    }

    /** An input of pixels 0 to 255, {@code shape} without batch axis. */
    public static SymbolicTensor uint8(String name, Shape shape) {
        return of(name, DType.UINT8, shape);
    }

    /** An input of floats, {@code shape} without batch axis. */
    public static SymbolicTensor float32(String name, Shape shape) {
        return of(name, DType.FLOAT32, shape);
    }

    /**
     * An input of values of this type, {@code shape} without batch axis.
     *
     * @throws IllegalArgumentException where an axis has no size, or one below 1
     */
    public static SymbolicTensor of(String name, DType dtype, Shape shape) {
        if (shape.isUnknown() || shape.hasUnknownDimension() || shape.size() < 1) {
            throw new IllegalArgumentException(
                    "Input %s: expected a size of 1 or more for each axis, received %s.".formatted(name, shape));
        }
        Input input = new Input(name, dtype, shape);
        return input.use(new Call(input, List.of(), dtype, List.of(shape)))
                .outputs()
                .get(0);
    }

    DType dtype() {
        return dtype;
    }

    Shape shape() {
        return shape;
    }

    @Override
    public String className() {
        return "InputLayer";
    }

    @Override
    protected List<Shape> outputShapes(List<Shape> inputs) {
        throw new IllegalArgumentException("An input takes no tensors.");
    }

    @Override
    protected List<Operand<TFloating>> forward(Forward forward, List<Operand<TFloating>> inputs) {
        return inputs; // a model hands each of its inputs what it was fed
    }
}
