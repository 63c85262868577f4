package io.fovea.cnn.layers;

import io.fovea.cnn.Forward;
import io.fovea.cnn.UnaryLayer;
import io.fovea.cnn.Weight;
import io.fovea.cnn.initializers.Initializer;
import io.fovea.cnn.initializers.Initializers;
import io.fovea.cnn.regularizers.Constraint;
import io.fovea.cnn.regularizers.Regularizer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.Operand;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.family.TFloating;

/** What layers with a kernel have in common: bias, activation, initializers, regularizers, constraints. */
public abstract class TrainedLayer<L extends TrainedLayer<L>> extends UnaryLayer {
    private Activation activation = Activation.LINEAR;
    private boolean useBias = true;
    private Initializer kernelInitializer = Initializers.glorotUniform();
    private Initializer biasInitializer = Initializers.zeros();
    private @Nullable Regularizer kernelRegularizer;
    private @Nullable Regularizer biasRegularizer;
    private @Nullable Regularizer activityRegularizer;
    private @Nullable Constraint kernelConstraint;
    private @Nullable Weight bias;

    /** {@link Activation#LINEAR} by default. */
    public L activation(Activation activation) {
        this.activation = activation;
        return self();
    }

    public L withoutBias() {
        this.useBias = false;
        return self();
    }

    /** Glorot uniform by default. */
    public L kernelInitializer(Initializer initializer) {
        this.kernelInitializer = initializer;
        return self();
    }

    /** Zeros by default. */
    public L biasInitializer(Initializer initializer) {
        this.biasInitializer = initializer;
        return self();
    }

    public L kernelRegularizer(Regularizer regularizer) {
        this.kernelRegularizer = regularizer;
        return self();
    }

    public L biasRegularizer(Regularizer regularizer) {
        this.biasRegularizer = regularizer;
        return self();
    }

    /** On the outputs, as a mean over the batch. */
    public L activityRegularizer(Regularizer regularizer) {
        this.activityRegularizer = regularizer;
        return self();
    }

    public L kernelConstraint(Constraint constraint) {
        this.kernelConstraint = constraint;
        return self();
    }

    abstract L self();

    final Weight kernel(String name, Shape shape) {
        return learned(name, shape, kernelInitializer)
                .regularizedBy(kernelRegularizer)
                .constrainedBy(kernelConstraint);
    }

    /** Declares the bias, where there is one. */
    final void bias(long units) {
        bias = useBias ? learned("bias", Shape.of(units), biasInitializer).regularizedBy(biasRegularizer) : null;
    }

    /** Bias, activation and the penalty on what comes out. */
    final Operand<TFloating> finish(Forward forward, Operand<TFloating> product) {
        Operand<TFloating> biased = bias == null ? product : forward.tf().nn.biasAdd(product, forward.weight(bias));
        Operand<TFloating> output = activation.apply(forward, biased);
        if (activityRegularizer != null) {
            Operand<TFloating> batch = forward.tf()
                    .reshape(
                            forward.cast(forward.batchSize(output)),
                            forward.tf().constant(new int[0]));
            forward.penalize(forward.tf().math.div(activityRegularizer.penalty(forward.tf(), output), batch));
        }
        return output;
    }
}
