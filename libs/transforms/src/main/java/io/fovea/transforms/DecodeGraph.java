package io.fovea.transforms;

import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.Squeeze;
import org.tensorflow.op.image.DecodeImage;
import org.tensorflow.op.image.ResizeBilinear;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** TensorFlow's decoder and resizer in one graph and session; runs in the caller's thread, from any number of them. */
final class DecodeGraph implements AutoCloseable {

    /** As many channels as the image has. */
    static final int ANY = 0;

    static final RunOptions CALLERS_THREAD =
            RunOptions.newBuilder().setInterOpThreadPool(-1).build();

    static final ConfigProto ONE_THREAD = ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(1)
            .putDeviceCount("GPU", 0) // decoding is the processor's work
            .build();

    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TString> encoded;
    private final Placeholder<TInt32> size;
    private final Placeholder<TUint8> pixels;
    private final Map<Integer, Operand<TUint8>> decoded;
    private final Map<Integer, Operand<TUint8>> decodedAndResized;
    private final Operand<TUint8> resized;

    DecodeGraph() {
        Ops tf = Ops.create(graph);
        encoded = tf.placeholder(TString.class, Placeholder.shape(Shape.scalar()));
        size = tf.placeholder(TInt32.class, Placeholder.shape(Shape.of(2)));
        pixels = tf.placeholder(TUint8.class, Placeholder.shape(Shape.of(-1, -1, -1)));
        decoded = Map.of(ANY, decode(tf, encoded, ANY), 1, decode(tf, encoded, 1), 3, decode(tf, encoded, 3));
        decodedAndResized = Map.of(1, resize(tf, decoded.get(1)), 3, resize(tf, decoded.get(3)));
        resized = resize(tf, pixels);
        session = new Session(graph, ONE_THREAD);
    }

    Image decode(byte[] image, int channels) {
        try (TString input = TString.tensorOfBytes(NdArrays.scalarOfObject(image));
                Result result = session.runner()
                        .feed(encoded, input)
                        .fetch(decoded.get(channels))
                        .setOptions(CALLERS_THREAD)
                        .run()) {
            return image((TUint8) result.get(0));
        }
    }

    Image decodeAndResize(byte[] image, int channels, int height, int width) {
        try (TString input = TString.tensorOfBytes(NdArrays.scalarOfObject(image));
                TInt32 extents = TInt32.vectorOf(height, width);
                Result result = session.runner()
                        .feed(encoded, input)
                        .feed(size, extents)
                        .fetch(decodedAndResized.get(channels))
                        .setOptions(CALLERS_THREAD)
                        .run()) {
            return image((TUint8) result.get(0));
        }
    }

    Image resize(Image image, int height, int width) {
        try (TUint8 input = tensor(image);
                TInt32 extents = TInt32.vectorOf(height, width);
                Result result = session.runner()
                        .feed(pixels, input)
                        .feed(size, extents)
                        .fetch(resized)
                        .setOptions(CALLERS_THREAD)
                        .run()) {
            return image((TUint8) result.get(0));
        }
    }

    /** What TensorFlow says went wrong, without the graph's node names. */
    static String reason(RuntimeException e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        String sentence = message.replaceAll("\\s*\\[\\[.*", "").strip();
        return sentence.endsWith(".") ? sentence : sentence + ".";
    }

    @Override
    public void close() {
        session.close(); // before its graph, which would wait for it
        graph.close();
    }

    static Operand<TUint8> decode(Ops tf, Operand<TString> encoded, int channels) {
        return tf.image.decodeImage(
                encoded, TUint8.class, DecodeImage.channels((long) channels), DecodeImage.expandAnimations(false));
    }

    /** Bilinear as in Keras: half-pixel centres, not antialiased, rounded. */
    private Operand<TUint8> resize(Ops tf, Operand<TUint8> image) {
        var batch = tf.expandDims(image, tf.constant(0)); //                               [1, height, width, channels]
        var bilinear = tf.image.resizeBilinear(batch, size, ResizeBilinear.halfPixelCenters(true));
        return tf.dtypes.cast(tf.math.rint(tf.squeeze(bilinear, Squeeze.axis(List.of(0L)))), TUint8.class);
    }

    static TUint8 tensor(Image image) {
        return Tensor.of(
                TUint8.class,
                Shape.of(image.shape()),
                data -> data.asRawTensor().data().write(image.pixels()));
    }

    static Image image(TUint8 tensor) {
        Shape shape = tensor.shape();
        byte[] contents = new byte[Math.toIntExact(shape.size())];
        tensor.asRawTensor().data().read(contents);
        return new Image((int) shape.get(0), (int) shape.get(1), (int) shape.get(2), contents);
    }
}
