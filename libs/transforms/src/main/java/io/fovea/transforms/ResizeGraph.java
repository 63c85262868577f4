package io.fovea.transforms;

import io.fovea.pipeline.TransformSpec.Resize.Method;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.image.ResizeBicubic;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.op.image.ScaleAndTranslate;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TUint8;

/** TensorFlow's ways to resize, in one graph and session; runs in the caller's thread, from any number of them. */
final class ResizeGraph implements AutoCloseable {

    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TUint8> pixels;
    private final Placeholder<TInt32> size;
    private final Map<Method, Operand<TUint8>> plain = new EnumMap<>(Method.class);
    private final Map<Method, Operand<TUint8>> antialiased = new EnumMap<>(Method.class);

    ResizeGraph() {
        Ops tf = Ops.create(graph);
        pixels = tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, -1, -1)));
        size = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(2)));
        var batch = tf.expandDims(pixels, tf.constant(0)); // [1, height, width, channels]
        plain.put(
                Method.BILINEAR,
                bytes(tf, tf.image.resizeBilinear(batch, size, ResizeBilinear.halfPixelCenters(true))));
        plain.put(Method.BICUBIC, bytes(tf, tf.image.resizeBicubic(batch, size, ResizeBicubic.halfPixelCenters(true))));
        plain.put(Method.AREA, bytes(tf, tf.image.resizeArea(batch, size)));
        antialiased.put(Method.BILINEAR, scaled(tf, batch, "triangle"));
        antialiased.put(Method.BICUBIC, scaled(tf, batch, "keyscubic"));
        antialiased.put(Method.AREA, plain.get(Method.AREA)); // it has no other way
        session = new Session(graph, DecodeGraph.ONE_THREAD);
    }

    Image resize(Image image, int height, int width, Method method, boolean antialias) {
        try (TUint8 input = DecodeGraph.tensor(image);
                TInt32 extents = TInt32.vectorOf(height, width);
                Result result = session.runner()
                        .feed(pixels, input)
                        .feed(size, extents)
                        .fetch((antialias ? antialiased : plain).get(method))
                        .setOptions(DecodeGraph.CALLERS_THREAD)
                        .run()) {
            return DecodeGraph.image((TUint8) result.get(0));
        }
    }

    @Override
    public void close() {
        session.close(); // before its graph, which would wait for it
        graph.close();
    }

    private Operand<TUint8> scaled(Ops tf, Operand<TUint8> batch, String kernel) {
        Operand<TFloat32> from = tf.dtypes.cast(tf.slice(tf.shape(batch), tf.array(1), tf.array(2)), TFloat32.class);
        Operand<TFloat32> scale = tf.math.div(tf.dtypes.cast(size, TFloat32.class), from);
        return bytes(
                tf,
                tf.image.scaleAndTranslate(
                        batch,
                        size,
                        scale,
                        tf.array(0f, 0f),
                        ScaleAndTranslate.kernelType(kernel),
                        ScaleAndTranslate.antialias(true)));
    }

    /** Rounded; bicubic overshoots at edges and is clipped. */
    private static Operand<TUint8> bytes(Ops tf, Operand<TFloat32> batch) {
        var clipped = tf.clipByValue(
                tf.math.rint(tf.squeeze(batch, Squeeze.axis(List.of(0L)))), tf.constant(0f), tf.constant(255f));
        return tf.dtypes.cast(clipped, TUint8.class);
    }
}
