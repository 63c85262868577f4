package io.fovea.cnn;

import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** A layer with one input and one output. */
public abstract class UnaryLayer extends Layer {
    /** Declares the weights for an input of this shape (without batch axis). */
    protected void build(Shape input) {}

    /** @throws IllegalArgumentException where the input's shape (without batch axis) does not fit */
    protected abstract Shape outputShape(Shape input);

    /** Adds the layer's operations to a graph; the operand has a batch axis first. */
    protected abstract Operand<TFloating> forward(Forward forward, Operand<TFloating> input);

    @Override
    protected final void build(List<Shape> inputs) {
        build(only(inputs));
    }

    @Override
    protected final List<Shape> outputShapes(List<Shape> inputs) {
        return List.of(outputShape(only(inputs)));
    }

    @Override
    protected final List<Operand<TFloating>> forward(Forward forward, List<Operand<TFloating>> inputs) {
        return List.of(forward(forward, inputs.get(0)));
    }

    /** Adds the layer's nodes to an ONNX graph, for inference; {@link Layer#onnx} says when it does not. */
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        return super.onnx(graph, List.of(input)).get(0);
    }

    @Override
    protected final List<OnnxValue> onnx(OnnxGraph graph, List<OnnxValue> inputs) {
        return List.of(onnx(graph, inputs.get(0)));
    }

    /** Complains unless the input has this many axes, the batch axis not counted. */
    protected final void requireAxes(Shape input, int axes) {
        if (input.numDimensions() != axes) {
            throw new IllegalArgumentException(
                    "%s: expected %d axes beside the batch, received %s.".formatted(className(), axes, input));
        }
    }

    private Shape only(List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw new IllegalArgumentException(
                    "%s takes one tensor, received %d.".formatted(className(), inputs.size()));
        }
        return inputs.get(0);
    }
}
