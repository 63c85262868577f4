package io.fovea.cnn.optimizers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.TInt64;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** Three steps down {@code w^2} from 1, against the rules of Keras' documentation worked out beside them. */
class OptimizersTest {
    private static final double RATE = 0.1;

    @Test
    void shouldStepAsGradientDescent() {
        assertThat(steps(new Sgd(RATE))).isCloseTo(0.8 * 0.8 * 0.8, within());
    }

    @Test
    void shouldStepWithMomentum() {
        // Given velocity = 0.9 velocity - 0.1 * 2w, w += velocity: -0.2, -0.34, -0.398
        double expected = 1 - 0.2 - (0.18 + 0.16) - (0.306 + 0.092);

        // When, Then
        assertThat(steps(new Sgd(RATE, 0.9, false))).isCloseTo(expected, within());
    }

    @Test
    void shouldStepWithNesterovMomentum() {
        // Given w += 0.9 velocity - 0.1 * 2w, with the velocity that this step made
        double w = 1;
        double velocity = 0;
        for (int i = 0; i < 3; i++) {
            velocity = 0.9 * velocity - RATE * 2 * w;
            w += 0.9 * velocity - RATE * 2 * w;
        }

        // When, Then
        assertThat(w).isCloseTo(-0.108352, Offset.offset(1e-12));
        assertThat(steps(new Sgd(RATE, 0.9, true))).isCloseTo(w, within());
    }

    @Test
    void shouldStepAsRmsProp() {
        // Given
        double w = 1;
        double mean = 0;
        for (int i = 0; i < 3; i++) {
            mean = 0.9 * mean + 0.1 * 4 * w * w;
            w -= RATE * 2 * w / Math.sqrt(mean + 1e-7);
        }

        // When, Then
        assertThat(steps(new RmsProp(RATE))).isCloseTo(w, within());
    }

    @Test
    void shouldStepAsAdam() {
        // Given the first step is the rate, whatever the gradient
        double w = 1;
        double m = 0;
        double v = 0;
        for (int t = 1; t <= 3; t++) {
            m = 0.9 * m + 0.1 * 2 * w;
            v = 0.999 * v + 0.001 * 4 * w * w;
            w -= RATE * Math.sqrt(1 - Math.pow(0.999, t)) / (1 - Math.pow(0.9, t)) * m / (Math.sqrt(v) + 1e-7);
        }

        // When, Then
        assertThat(steps(new Adam(RATE))).isCloseTo(w, within());
    }

    @Test
    void shouldStepAsCenteredRmsPropWithMomentum() {
        // Given
        double w = 1;
        double square = 0;
        double mean = 0;
        double moved = 0;
        for (int i = 0; i < 3; i++) {
            square = 0.9 * square + 0.1 * 4 * w * w;
            mean = 0.9 * mean + 0.1 * 2 * w;
            moved = 0.5 * moved + RATE * 2 * w / Math.sqrt(square - mean * mean + 1e-7);
            w -= moved;
        }

        // When, Then
        assertThat(steps(new RmsProp(RATE, 0.9, 0.5, 1e-7, true))).isCloseTo(w, within());
    }

    @Test
    void shouldStepAsAdamWithTheLargestVariance() {
        // Given gradients that become smaller, so that the largest is an earlier one
        double w = 1;
        double m = 0;
        double v = 0;
        double largest = 0;
        for (int t = 1; t <= 3; t++) {
            m = 0.9 * m + 0.1 * 2 * w;
            v = 0.3 * v + 0.7 * 4 * w * w;
            largest = Math.max(largest, v);
            w -= RATE * Math.sqrt(1 - Math.pow(0.3, t)) / (1 - Math.pow(0.9, t)) * m / (Math.sqrt(largest) + 1e-7);
        }

        // When, Then
        assertThat(largest).isGreaterThan(v);
        assertThat(steps(new Adam(RATE, 0.9, 0.3, 1e-7, true))).isCloseTo(w, within());
    }

    @Test
    void shouldStepAsAdagrad() {
        // Given
        double w = 1;
        double sum = 0.1;
        for (int i = 0; i < 3; i++) {
            sum += 4 * w * w;
            w -= RATE * 2 * w / Math.sqrt(sum + 1e-7);
        }

        // When, Then
        assertThat(steps(new Adagrad(RATE))).isCloseTo(w, within());
    }

    @Test
    void shouldStepAsNadam() {
        // Given
        double w = 1;
        double m = 0;
        double v = 0;
        double product = 1;
        for (int t = 1; t <= 3; t++) {
            double now = 0.9 * (1 - 0.5 * Math.pow(0.96, t));
            double next = 0.9 * (1 - 0.5 * Math.pow(0.96, t + 1));
            product *= now;
            m = 0.9 * m + 0.1 * 2 * w;
            v = 0.999 * v + 0.001 * 4 * w * w;
            double mean = next * m / (1 - product * next) + (1 - now) * 2 * w / (1 - product);
            w -= RATE * mean / (Math.sqrt(v / (1 - Math.pow(0.999, t))) + 1e-7);
        }

        // When, Then
        assertThat(steps(new Nadam(RATE))).isCloseTo(w, within());
    }

    @Test
    void shouldHaveKerasDefaults() {
        assertThat(new Sgd()).isEqualTo(new Sgd(0.01, 0, false));
        assertThat(new RmsProp()).isEqualTo(new RmsProp(0.001, 0.9, 0, 1e-7, false));
        assertThat(new Adam()).isEqualTo(new Adam(0.001, 0.9, 0.999, 1e-7, false));
        assertThat(new AdamW()).isEqualTo(new AdamW(new Adam(), 0.004));
        assertThat(new Adagrad()).isEqualTo(new Adagrad(0.001, 0.1, 1e-7));
        assertThat(new Nadam()).isEqualTo(new Nadam(0.001, 0.9, 0.999, 1e-7));
    }

    @Test
    void shouldFollowTheRateThatIsFed() {
        assertThat(steps(new Sgd(RATE), step -> step == 1 ? 0 : RATE)).isCloseTo(0.8 * 0.8, within());
    }

    @Test
    void shouldRefuseAMomentumAboveOne() {
        assertThatThrownBy(() -> new Sgd(0.1, 1.1, false)).hasMessage("Expected a momentum in [0, 1], received 1.1.");
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }

    private static double steps(Optimizer optimizer) {
        return steps(optimizer, step -> optimizer.learningRate());
    }

    private static double steps(Optimizer optimizer, DoubleUnaryOperator rates) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            OneWeight weight = new OneWeight(tf, optimizer);
            Op update = optimizer.apply(tf, weight);
            try (Session session = new Session(graph)) {
                weight.initializers.values().forEach(op -> session.run(op));
                for (int step = 0; step < 3; step++) {
                    try (TFloat64 rate = TFloat64.scalarOf(rates.applyAsDouble(step));
                            TInt64 number = TInt64.scalarOf(step)) {
                        session.runner()
                                .feed(weight.rate, rate)
                                .feed(weight.step, number)
                                .addTarget(update)
                                .run()
                                .close();
                    }
                }
                try (Result result = session.runner().fetch(weight.read).run()) {
                    return ((TFloat64) result.get(0)).getDouble();
                }
            }
        }
    }

    /** A scalar weight w with the loss w^2, whose gradient is 2w. */
    private static final class OneWeight implements Optimizer.Update {
        private final Ops tf;
        private final Map<String, Op> initializers = new HashMap<>();
        private final Map<String, VarHandleOp> handles = new HashMap<>();
        private final Placeholder<TFloat64> rate;
        private final Placeholder<TInt64> step;
        private final Operand<TFloating> read;

        private OneWeight(Ops tf, Optimizer optimizer) {
            this.tf = tf;
            this.rate = tf.placeholder(TFloat64.class, Placeholder.shape(Shape.scalar()));
            this.step = tf.placeholder(TInt64.class, Placeholder.shape(Shape.scalar()));
            keep("w", 1);
            optimizer.slots().forEach(this::keep);
            optimizer.scalarSlots().forEach(this::keep);
            this.read = floating(tf.readVariableOp(handles.get("w"), TFloat64.class));
        }

        private void keep(String name, double value) {
            VarHandleOp handle = tf.varHandleOp(TFloat64.class, Shape.scalar(), VarHandleOp.sharedName(name));
            handles.put(name, handle);
            initializers.put(name, tf.assignVariableOp(handle, tf.constant(value)));
        }

        @Override
        public Operand<? extends TType> variable() {
            return handles.get("w");
        }

        @Override
        public Operand<TFloating> value() {
            return read;
        }

        @Override
        public Operand<? extends TType> slot(String name) {
            return handles.get(name);
        }

        @Override
        public Operand<TFloating> gradient() {
            return tf.math.mul(read, constant(2));
        }

        @Override
        public Operand<TFloating> learningRate() {
            return floating(rate);
        }

        @Override
        public Operand<TInt64> step() {
            return step;
        }

        @Override
        public Operand<TFloating> constant(double value) {
            return floating(tf.constant(value));
        }

        @SuppressWarnings("unchecked") // TFloat64 is floating
        private static Operand<TFloating> floating(Operand<?> operand) {
            return (Operand<TFloating>) operand;
        }
    }
}
