package io.fovea.cnn.sequences;

import io.fovea.cnn.Forward;
import io.fovea.cnn.layers.SameShapeLayer;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxValue;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.types.family.TFloating;

/** Softmax of each head by itself, {@code [outputs]} to {@code [outputs]}. */
public final class HeadSoftmax extends SameShapeLayer {
    private final SequenceHeads heads;

    /** Of these heads' logits. */
    public HeadSoftmax(SequenceHeads heads) {
        this.heads = heads;
    }

    @Override
    protected Operand<TFloating> forward(Forward forward, Operand<TFloating> input) {
        Ops tf = forward.tf();
        HeadLogits logits = new HeadLogits(tf, heads, input);
        Operand<TFloating> places = tf.reshape(
                tf.nn.softmax(logits.places()), tf.constant(new int[] {-1, heads.longest() * heads.classes()}));
        return tf.concat(List.of(tf.nn.softmax(logits.lengths()), places), tf.constant(1));
    }

    @Override
    protected OnnxValue onnx(OnnxGraph graph, OnnxValue input) {
        List<OnnxValue> parts = new ArrayList<>(List.of(softmax(graph, input, 0, heads.longest())));
        for (int place = 0; place < heads.longest(); place++) {
            parts.add(softmax(graph, input, heads.begin(place), heads.classes()));
        }
        return graph.node("Concat").inputs(parts).attribute("axis", 1).outputLike(input);
    }

    private static OnnxValue softmax(OnnxGraph graph, OnnxValue input, int begin, int size) {
        OnnxValue part = graph.node("Slice")
                .input(input)
                .integers("starts", begin)
                .integers("ends", begin + size)
                .integers("axes", 1)
                .output(Shape.of(size), input.layout());
        return graph.node("Softmax").input(part).attribute("axis", 1).outputLike(part);
    }
}
