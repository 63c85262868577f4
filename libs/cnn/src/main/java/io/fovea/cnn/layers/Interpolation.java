package io.fovea.cnn.layers;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.onnx.OnnxGraph;
import io.fovea.cnn.onnx.OnnxNode;
import io.fovea.cnn.onnx.OnnxValue;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ResizeBicubic;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ResizeNearestNeighbor;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.family.TFloating;

/** How an image gets another size: with pixel centres at halves, without antialiasing, Keras' default. */
public enum Interpolation {
    /** The value of the nearest pixel. */
    NEAREST,
    /** Weighed between the four nearest pixels. */
    BILINEAR,
    /** Weighed between the sixteen nearest pixels, Keys' kernel with a = -0.5 (from a table of 1024 places). */
    BICUBIC;

    /** {@code [batch, height, width, channels]} to {@code [batch, rows, columns, channels]}. */
    Operand<TFloating> resize(Ops tf, Operand<TFloating> image, int rows, int columns) {
        Operand<TInt32> size = tf.constant(new int[] {rows, columns});
        return switch (this) {
            case NEAREST -> tf.image.resizeNearestNeighbor(image, size, ResizeNearestNeighbor.halfPixelCenters(true));
            case BILINEAR ->
                tf.dtypes.cast(
                        tf.image.resizeBilinear(image, size, ResizeBilinear.halfPixelCenters(true)), image.type());
            case BICUBIC ->
                tf.dtypes.cast(tf.image.resizeBicubic(image, size, ResizeBicubic.halfPixelCenters(true)), image.type());
        };
    }

    /** As above, for an image with its channels first. By scales: sizes would have to name the batch's too. */
    OnnxValue resize(OnnxGraph graph, OnnxValue image, Shape output) {
        if (this == BICUBIC) {
            return bicubic(graph, image, output);
        }
        float vertical = scale(image.shape().get(0), output.get(0));
        float horizontal = scale(image.shape().get(1), output.get(1));
        OnnxNode node = graph.node("Resize")
                .input(image)
                .none() // no region of interest
                .constant("scales", HostTensor.float32(new long[] {4}, 1, 1, vertical, horizontal))
                .attribute("coordinate_transformation_mode", "half_pixel");
        return this == NEAREST
                ? node.attribute("mode", "nearest")
                        .attribute("nearest_mode", "round_prefer_ceil") // of the centre less a half: TensorFlow's floor
                        .output(output, image.layout())
                : node.attribute("mode", "linear").output(output, image.layout());
    }

    /** As two products of matrices: ONNX' own bicubic weights are not from TensorFlow's table, and differ by up to 5e-3. */
    private static OnnxValue bicubic(OnnxGraph graph, OnnxValue image, Shape output) {
        int height = (int) image.shape().get(0);
        int width = (int) image.shape().get(1);
        int columns = (int) output.get(1);
        OnnxValue wide = graph.node("MatMul")
                .input(image)
                .constant("columns", BicubicPlaces.matrix(width, columns, true))
                .output(Shape.of(height, columns, output.get(2)), image.layout());
        return graph.node("MatMul")
                .constant("rows", BicubicPlaces.matrix(height, (int) output.get(0), false))
                .input(wide)
                .output(output, image.layout());
    }

    /** The output's size is the product, rounded down. */
    private static float scale(long from, long to) {
        float scale = (float) to / from;
        return (long) (from * scale) == to ? scale : Math.nextUp(scale);
    }
}
