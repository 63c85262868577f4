package io.fovea.transforms.augment;

import io.fovea.pipeline.ImageInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RunOptions;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** The steps as a graph over batches of pictures, and a session that runs it in the caller's thread. */
final class AugmentGraph implements AutoCloseable {

    private static final RunOptions CALLERS_THREAD =
            RunOptions.newBuilder().setInterOpThreadPool(-1).build();
    private static final ConfigProto ONE_THREAD = ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(1)
            .setInterOpParallelismThreads(1)
            .putDeviceCount("GPU", 0) // the processor's work, beside the network's on the device
            .build();

    private final Graph graph = new Graph();
    private final Session session;
    private final ImageInput input;
    private final Branch own;
    private final Branch other;
    private final Placeholder<TFloat32> mix;
    private final Operand<TUint8> single;
    private final Operand<TUint8> mixed;

    AugmentGraph(List<Step> steps, Optional<Mixing> mixing, ImageInput input) {
        Ops tf = Ops.create(graph);
        this.input = input;
        own = new Branch(tf, steps, input);
        other = new Branch(tf, steps, input);
        mix = tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, 5)));
        single = bytes(tf, own.result);
        mixed = mixing.map(both -> bytes(tf, both.apply(tf, own.result, other.result, mix)))
                .orElse(single);
        session = new Session(graph, ONE_THREAD);
    }

    ImageInput input() {
        return input;
    }

    byte[] run(TUint8 pictures, Numbers numbers) {
        return pixels(own.feed(session.runner(), pictures, numbers).fetch(single));
    }

    byte[] run(TUint8 pictures, TUint8 partners, Numbers numbers, Numbers partnerNumbers, TFloat32 shareAndBox) {
        Session.Runner runner = own.feed(session.runner(), pictures, numbers);
        return pixels(other.feed(runner, partners, partnerNumbers)
                .feed(mix, shareAndBox)
                .fetch(mixed));
    }

    @Override
    public void close() {
        session.close(); // before its graph, which would wait for it
        graph.close();
    }

    private static byte[] pixels(Session.Runner runner) {
        try (Result result = runner.setOptions(CALLERS_THREAD).run()) {
            TUint8 pictures = (TUint8) result.get(0);
            byte[] pixels = new byte[Math.toIntExact(pictures.size())];
            pictures.asRawTensor().data().read(pixels);
            return pixels;
        }
    }

    private static Operand<TUint8> bytes(Ops tf, Operand<TFloat32> pictures) {
        return tf.dtypes.cast(tf.math.rint(pictures), TUint8.class); // every step leaves 0 to 255
    }

    /** The steps on one batch. */
    private static final class Branch {
        private final Placeholder<TUint8> pictures;
        private final List<Placeholder<TFloat32>> numbers = new ArrayList<>();
        private final Operand<TFloat32> result;

        Branch(Ops tf, List<Step> steps, ImageInput input) {
            pictures = tf.placeholder(
                    TUint8.class, Placeholder.shape(Shape.of(-1, input.height(), input.width(), input.channels())));
            Operand<TFloat32> changed = tf.dtypes.cast(pictures, TFloat32.class);
            for (Step step : steps) {
                Placeholder<TFloat32> drawn =
                        tf.placeholder(TFloat32.class, Placeholder.shape(Shape.of(-1, step.numbers())));
                numbers.add(drawn);
                changed = step.apply(tf, changed, drawn);
            }
            result = changed;
        }

        Session.Runner feed(Session.Runner runner, TUint8 batch, Numbers drawn) {
            runner.feed(pictures, batch);
            for (int i = 0; i < numbers.size(); i++) {
                runner.feed(numbers.get(i), drawn.ofSteps().get(i));
            }
            return runner;
        }
    }
}
