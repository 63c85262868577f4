package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.Layer;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/**
 * Joins two or more tensors of one shape, which the output has too, element by element; an axis of size 1 is repeated where another
 * tensor has more.
 */
public abstract class MergeLayer extends Layer {
    MergeLayer() {}

    /** Most join any number from two on. */
    boolean takesTwoOnly() {
        return false;
    }

    abstract Operand<TFloating> merge(Ops tf, List<Operand<TFloating>> inputs);

    @Override
    protected List<Shape> outputShapes(List<Shape> inputs) {
        if (inputs.size() < 2 || takesTwoOnly() && inputs.size() > 2) {
            throw new IllegalArgumentException("%s joins two%s tensors, received %d."
                    .formatted(className(), takesTwoOnly() ? "" : " or more", inputs.size()));
        }
        return List.of(inputs.stream().reduce(this::broadcast).orElseThrow());
    }

    private Shape broadcast(Shape a, Shape b) {
        if (a.numDimensions() != b.numDimensions()) {
            throw mismatch(a, b);
        }
        long[] joined = new long[a.numDimensions()];
        for (int axis = 0; axis < joined.length; axis++) {
            if (a.get(axis) != b.get(axis) && a.get(axis) != 1 && b.get(axis) != 1) {
                throw mismatch(a, b);
            }
            joined[axis] = Math.max(a.get(axis), b.get(axis));
        }
        return Shape.of(joined);
    }

    private IllegalArgumentException mismatch(Shape a, Shape b) {
        return new IllegalArgumentException(
                "%s: the shapes %s and %s do not fit together.".formatted(className(), a, b));
    }

    @Override
    protected List<Operand<TFloating>> forward(Forward forward, List<Operand<TFloating>> inputs) {
        return List.of(merge(forward.tf(), inputs));
    }

    static Operand<TFloating> sum(Ops tf, List<Operand<TFloating>> inputs) {
        return inputs.stream().reduce((a, b) -> tf.math.add(a, b)).orElseThrow();
    }

    /** Joins tensors of the same layout; {@code shape} is the result's. */
    abstract OnnxValue merge(OnnxGraph graph, List<OnnxValue> inputs, Shape shape);

    @Override
    protected List<OnnxValue> onnx(OnnxGraph graph, List<OnnxValue> inputs) {
        Shape shape =
                outputShapes(inputs.stream().map(OnnxValue::shape).toList()).get(0);
        return List.of(merge(graph, OnnxLayouts.alike(graph, inputs), shape));
    }

    static OnnxValue join(OnnxGraph graph, String operator, List<OnnxValue> inputs, Shape shape) {
        return inputs.stream()
                .reduce((a, b) -> graph.node(operator).input(a).input(b).output(shape, a.layout()))
                .orElseThrow();
    }
}
