package io.fovea.cnn;

import io.fovea.cnn.TrainingGraph.Measured;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.tensorflow.DeviceSpec;
import org.tensorflow.DeviceSpec.DeviceType;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/**
 * A training pass on each device, or two on one, each over its part of the batch. The losses add up to that of the whole batch, and so do their
 * gradients. Batch normalization takes its statistics from a device's own part; the moving ones follow the parts' mean.
 */
final class Towers {
    private final Passes passes;
    private final Options options;
    private final String scope;
    private final int count;
    private final Function<Weight, Operand<TFloating>> reads;
    private final Operand<TInt64> step;
    private final List<Forward> forwards = new ArrayList<>();
    private final List<Measured> parts = new ArrayList<>();

    private Towers(
            Passes passes,
            Options options,
            String scope,
            int count,
            Function<Weight, Operand<TFloating>> reads,
            Operand<TInt64> step) {
        this.passes = passes;
        this.options = options;
        this.scope = scope;
        this.count = count;
        this.reads = reads;
        this.step = step;
        for (int i = 0; i < count; i++) {
            add(i);
        }
    }

    /** One for each device. */
    static Towers onDevices(
            Passes passes, Options options, Function<Weight, Operand<TFloating>> reads, Operand<TInt64> step) {
        return new Towers(passes, options, "training", options.replicas(), reads, step);
    }

    /**
     * Two beside each other on one device, which give what one gives for all rows, but for rounding: for models without statistics of
     * the batch. What is drawn at random is drawn for all rows.
     */
    static Towers halves(
            Passes passes, Options options, Function<Weight, Operand<TFloating>> reads, Operand<TInt64> step) {
        return new Towers(passes, options, "halves", 2, reads, step);
    }

    private boolean onDevices() {
        return options.replicas() > 1;
    }

    private void add(int number) {
        Ops tf = passes.tf().withSubScope(number == 0 ? scope : scope + "_" + number);
        Ops placed = onDevices() ? tf.withDevice(device(number)) : tf;
        Part part = count == 1 ? null : part(placed, number);
        boolean own = number > 0 && onDevices();
        long seed = Seeds.derive(options.seed(), own ? "training " + number : "training");
        Forward forward = Forward.training(
                placed,
                options.precision().type(),
                reads,
                new Forward.Randomness(seed, step, onDevices() ? null : part),
                passes.learned().frozen());
        forwards.add(forward);
        parts.add(passes.measure(forward, rows(part)));
    }

    private DeviceSpec device(int number) {
        boolean cpu = options.device().equals(Device.CPU);
        return DeviceSpec.newBuilder()
                .deviceType(cpu ? DeviceType.CPU : DeviceType.GPU)
                .deviceIndex(number)
                .build();
    }

    private Part part(Ops tf, int number) {
        Operand<TInt32> batch = tf.reshape(
                tf.slice(
                        tf.shape(passes.fed().inputs().get(0)), tf.constant(new int[] {0}), tf.constant(new int[] {1})),
                tf.constant(new int[0]));
        return new Part(tf, bound(tf, batch, number), bound(tf, batch, number + 1), batch);
    }

    private Passes.Rows rows(@Nullable Part part) {
        TrainingGraph.Fed fed = passes.fed();
        if (part == null) {
            return new Passes.Rows(List.copyOf(fed.inputs()), List.copyOf(fed.targets()), fed.sampleWeights(), null);
        }
        return new Passes.Rows(
                part.of(fed.inputs()),
                part.of(fed.targets()),
                fed.sampleWeights().stream().map(part::ofWeights).toList(),
                part.share());
    }

    private Operand<TInt32> bound(Ops tf, Operand<TInt32> batch, int number) {
        return tf.math.div(tf.math.mul(batch, tf.constant(number)), tf.constant(count));
    }

    List<Forward> forwards() {
        return forwards;
    }

    List<Measured> parts() {
        return parts;
    }

    /** Of the whole batch. */
    Measured measured() {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        Ops tf = passes.tf();
        List<Operand<TFloating>> outputs = IntStream.range(
                        0, parts.get(0).outputs().size())
                .<Operand<TFloating>>mapToObj(i -> tf.concat(
                        parts.stream().map(part -> part.outputs().get(i)).toList(), tf.constant(0)))
                .toList();
        return new Measured(
                outputs,
                tf.math.addN(parts.stream().map(Measured::loss).toList()),
                tf.math.addN(parts.stream().map(Measured::numbers).toList()),
                parts.get(0).counted());
    }

    /** The mean over the devices of what a statistic becomes. */
    List<Forward.Update> updates() {
        List<Forward.Update> first = forwards.get(0).updates();
        if (forwards.size() == 1) {
            return first;
        }
        Ops tf = passes.tf();
        Operand<TFloating> share = TrainStep.floating(tf.constant(1f / forwards.size()));
        return IntStream.range(0, first.size())
                .mapToObj(i -> new Forward.Update(
                        first.get(i).statistic(),
                        tf.math.mul(
                                tf.math.addN(forwards.stream()
                                        .map(forward -> forward.updates().get(i).value())
                                        .toList()),
                                share)))
                .toList();
    }

    /** Rows {@code from} to {@code to} of what has {@code batch} of them. */
    record Part(Ops tf, Operand<TInt32> from, Operand<TInt32> to, Operand<TInt32> batch) {
        private Operand<TFloating> share() {
            return TrainStep.floating(tf.math.div(
                    tf.dtypes.cast(tf.math.sub(to, from), TFloat32.class), tf.dtypes.cast(batch, TFloat32.class)));
        }

        /** The shape of the whole batch, from that of these rows. */
        Operand<TInt32> ofAll(Operand<? extends TNumber> shape) {
            Operand<TInt32> axes = tf.dtypes.cast(shape, TInt32.class);
            Operand<TInt32> rest = tf.slice(axes, tf.constant(new int[] {1}), tf.constant(new int[] {-1}));
            return tf.concat(List.of(tf.reshape(batch, tf.constant(new int[] {1})), rest), tf.constant(0));
        }

        private List<Operand<? extends TType>> of(List<? extends Operand<? extends TType>> whole) {
            List<Operand<? extends TType>> parts = new ArrayList<>();
            whole.forEach(operand -> parts.add(rows(operand)));
            return parts;
        }

        /** A weight of 1 for all is one number until here. */
        private Operand<TFloating> ofWeights(Operand<TFloating> whole) {
            return rows(tf.broadcastTo(whole, tf.reshape(batch, tf.constant(new int[] {1}))));
        }

        <T extends TType> Operand<T> rows(Operand<T> operand) {
            return tf.gather(operand, tf.range(from, to, tf.constant(1)), tf.constant(0));
        }
    }
}
