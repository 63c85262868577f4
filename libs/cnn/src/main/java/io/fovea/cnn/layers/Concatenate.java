package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.Layer;
import io.fovea.cnn.onnx.Layout;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** Its inputs one after the other, along the last axis by default; their other axes are the same. */
public final class Concatenate extends Layer {
    private final int axis;

    /** Along the last axis. */
    public Concatenate() {
        this(-1);
    }

    /** @param axis as in Keras: 0 would be the batch, 1 is the first after it, -1 the last */
    public Concatenate(int axis) {
        this.axis = axis;
    }

    @Override
    protected List<Shape> outputShapes(List<Shape> inputs) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("Concatenate joins one or more tensors, received none.");
        }
        long[] joined = inputs.get(0).asArray();
        int along = LastAxis.withoutBatch(className(), axis, inputs.get(0));
        joined[along] = 0;
        for (Shape input : inputs) {
            if (input.numDimensions() != joined.length) {
                throw mismatch(inputs);
            }
            for (int i = 0; i < joined.length; i++) {
                if (i != along && input.get(i) != joined[i]) {
                    throw mismatch(inputs);
                }
            }
            joined[along] += input.get(along);
        }
        return List.of(Shape.of(joined));
    }

    private static IllegalArgumentException mismatch(List<Shape> inputs) {
        return new IllegalArgumentException("Concatenate: the shapes %s differ in another axis.".formatted(inputs));
    }

    @Override
    protected List<Operand<TFloating>> forward(Forward forward, List<Operand<TFloating>> inputs) {
        int along =
                LastAxis.withoutBatch(className(), axis, inputs.get(0).shape().tail()) + 1;
        return List.of(forward.tf().concat(inputs, forward.tf().constant(along)));
    }

    @Override
    protected List<OnnxValue> onnx(OnnxGraph graph, List<OnnxValue> inputs) {
        Shape joined =
                outputShapes(inputs.stream().map(OnnxValue::shape).toList()).get(0);
        List<OnnxValue> alike = OnnxLayouts.alike(graph, inputs);
        Layout layout = alike.get(0).layout();
        int axes = joined.numDimensions();
        return List.of(graph.node("Concat")
                .inputs(alike)
                .attribute("axis", layout.axis(LastAxis.withoutBatch(className(), axis, joined), axes))
                .output(joined, layout));
    }
}
