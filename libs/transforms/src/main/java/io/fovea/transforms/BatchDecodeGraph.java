package io.fovea.transforms;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** As many decoders as {@link #SIZE} in one run: entering TensorFlow costs more than decoding a small image does. */
final class BatchDecodeGraph implements AutoCloseable {

    static final int SIZE = 16;

    private final Graph graph = new Graph();
    private final Session session;
    private final Placeholder<TString> encoded;
    private final Map<Integer, Operand<TUint8>> decoded;

    BatchDecodeGraph() {
        Ops tf = Ops.create(graph);
        encoded = tf.placeholder(TString.class, Placeholder.shape(Shape.of(SIZE)));
        decoded = Map.of(1, decodeAll(tf, 1), 3, decodeAll(tf, 3));
        session = new Session(graph, DecodeGraph.ONE_THREAD);
    }

    /** The pixels of images that all have the size which the first one turns out to have. */
    List<Image> decode(List<byte[]> images, int channels) {
        try (TString input = TString.tensorOfBytes(NdArrays.vectorOfObjects(images.toArray(new byte[SIZE][])));
                Result result = session.runner()
                        .feed(encoded, input)
                        .fetch(decoded.get(channels))
                        .setOptions(DecodeGraph.CALLERS_THREAD)
                        .run()) {
            return images((TUint8) result.get(0));
        }
    }

    @Override
    public void close() {
        session.close(); // before its graph, which would wait for it
        graph.close();
    }

    private Operand<TUint8> decodeAll(Ops tf, int channels) {
        List<Operand<TUint8>> images = new ArrayList<>();
        tf.unstack(encoded, (long) SIZE).output().forEach(one -> images.add(DecodeGraph.decode(tf, one, channels)));
        return tf.stack(images);
    }

    private static List<Image> images(TUint8 batch) { // [SIZE, height, width, channels]
        Shape shape = batch.shape();
        int size = Math.toIntExact(shape.size() / SIZE);
        List<Image> images = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            byte[] pixels = new byte[size];
            batch.asRawTensor().data().offset((long) i * size).read(pixels);
            images.add(new Image((int) shape.get(1), (int) shape.get(2), (int) shape.get(3), pixels));
        }
        return images;
    }
}
