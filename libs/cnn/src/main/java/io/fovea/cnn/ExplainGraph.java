package io.fovea.cnn;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.GraphOperation;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.PlaceholderWithDefault;
import org.tensorflow.op.core.ReduceMax;
import org.tensorflow.op.core.ReduceSum;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;

/**
 * The gradients that explain an answer, beside a model's graph for inference.
 *
 * @param wanted the class to explain, {@code [batch]} or {@code [1]} for all; below 0, as when it is not fed, the one with the
 *     highest score
 * @param outputs {@code class}, {@code score}, {@code saliency}, and {@code grad_cam} where there is a convolution
 */
record ExplainGraph(PlaceholderWithDefault<TInt64> wanted, Map<String, Operand<?>> outputs) {
    static final String CLASS = "class";
    static final String SCORE = "score";
    static final String SALIENCY = "saliency";
    static final String GRAD_CAM = "grad_cam";

    /** Whether it takes one picture and gives one vector of scores. */
    static boolean fits(Model model) {
        return model.inputs().size() == 1
                && model.outputs().size() == 1
                && model.inputs().get(0).shape().numDimensions() == 3
                && model.outputs().get(0).shape().numDimensions() == 1;
    }

    /** @param layer whose output Grad-CAM looks at, {@code [batch, rows, columns, channels]} */
    static ExplainGraph build(Graph graph, FrozenGraph frozen, Optional<String> layer) {
        Ops tf = frozen.tf().withSubScope("explain");
        Operand<TFloating> logits = logits(frozen.outputs().get(0));
        PlaceholderWithDefault<TInt64> wanted =
                tf.placeholderWithDefault(tf.constant(new long[] {-1}), Shape.of(Shape.UNKNOWN_SIZE));
        Operand<TInt64> best = tf.math.argMax(logits, tf.constant(1));
        Operand<TInt64> classes = tf.select(tf.math.less(wanted, tf.constant(0L)), best, wanted);
        Operand<TFloating> scores = scores(tf, logits, classes);

        List<Operand<TFloating>> sources =
                new ArrayList<>(List.of(frozen.floats().get(0)));
        layer.ifPresent(name -> sources.add(TrainStep.floating(frozen.layers().get(name))));
        Output<?>[] gradients = graph.addGradients(
                tf.reduceSum(scores, tf.constant(0)).asOutput(),
                sources.stream().map(Operand::asOutput).toArray(Output<?>[]::new));

        Map<String, Operand<?>> outputs = new LinkedHashMap<>();
        outputs.put(CLASS, classes);
        outputs.put(SCORE, scores);
        outputs.put(
                SALIENCY,
                tf.reduceMax(tf.math.abs(TrainStep.floating(gradients[0])), axes(tf, 3), ReduceMax.keepDims(false)));
        layer.ifPresent(name -> outputs.put(GRAD_CAM, gradCam(tf, sources.get(1), TrainStep.floating(gradients[1]))));
        return new ExplainGraph(wanted, outputs);
    }

    /** What goes into a softmax or sigmoid at the end, whose own gradient vanishes where the network is sure. */
    private static Operand<TFloating> logits(Operand<TFloating> output) {
        GraphOperation operation = (GraphOperation) output.op();
        return switch (operation.type()) {
            case "Softmax", "Sigmoid" -> TrainStep.floating(operation.input(0));
            default -> output;
        };
    }

    private static Operand<TFloating> scores(Ops tf, Operand<TFloating> logits, Operand<TInt64> classes) {
        int count = Math.toIntExact(logits.shape().get(1));
        Operand<TFloating> one = tf.dtypes.cast(tf.constant(1f), logits.type());
        Operand<TFloating> zero = tf.dtypes.cast(tf.constant(0f), logits.type());
        Operand<TFloating> chosen = tf.oneHot(classes, tf.constant(count), one, zero);
        return tf.reduceSum(tf.math.mul(logits, chosen), axes(tf, 1), ReduceSum.keepDims(false));
    }

    private static Operand<TFloating> gradCam(Ops tf, Operand<TFloating> maps, Operand<TFloating> gradients) {
        Operand<TFloating> weights = tf.math.mean(gradients, axes(tf, 1, 2), Mean.keepDims(true));
        return tf.nn.relu(tf.reduceSum(tf.math.mul(maps, weights), axes(tf, 3), ReduceSum.keepDims(false)));
    }

    private static Operand<TInt32> axes(Ops tf, int... axes) {
        return tf.constant(axes);
    }
}
