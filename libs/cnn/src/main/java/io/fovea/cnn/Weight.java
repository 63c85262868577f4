package io.fovea.cnn;

import io.fovea.cnn.initializers.Initializer;
import io.fovea.cnn.regularizers.Constraint;
import io.fovea.cnn.regularizers.Regularizer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * A tensor that a layer keeps, such as a kernel. Its value is set by {@link #set} (read from a file, say), or drawn by its
 * initializer when the model is compiled.
 */
public final class Weight {
    private final String name;
    private final Shape shape;
    private final Initializer initializer;
    private final boolean learned;
    private @Nullable HostTensor value;
    private @Nullable Regularizer regularizer;
    private @Nullable Constraint constraint;

    Weight(String name, Shape shape, Initializer initializer, boolean learned) {
        this.name = name;
        this.shape = shape;
        this.initializer = initializer;
        this.learned = learned;
    }

    /** Its name inside its layer, such as {@code kernel}. */
    public String name() {
        return name;
    }

    /** Its axes, in Keras' order. */
    public Shape shape() {
        return shape;
    }

    /** False for what no gradient reaches, such as the moving statistics of a batch normalization. */
    public boolean learned() {
        return learned;
    }

    /** What draws its first value where none was {@link #set}. */
    public Initializer initializer() {
        return initializer;
    }

    /** Adds a penalty to the loss while the weight is trainable. */
    public Weight regularizedBy(@Nullable Regularizer regularizer) {
        this.regularizer = regularizer;
        return this;
    }

    /** Holds after each step. */
    public Weight constrainedBy(@Nullable Constraint constraint) {
        this.constraint = constraint;
        return this;
    }

    Optional<Regularizer> regularizer() {
        return Optional.ofNullable(regularizer);
    }

    Optional<Constraint> constraint() {
        return Optional.ofNullable(constraint);
    }

    /** The value that was set, if any. */
    public Optional<HostTensor> value() {
        return Optional.ofNullable(value);
    }

    /** @throws IllegalArgumentException where shape or type differ; the value before stays */
    public void set(HostTensor value) {
        if (value.dtype() != DType.FLOAT32 || !Arrays.equals(value.shape(), shape.asArray())) {
            throw new IllegalArgumentException(
                    "%s: expected FLOAT32%s, received %s.".formatted(name, Arrays.toString(shape.asArray()), value));
        }
        this.value = value;
    }

    @Override
    public String toString() {
        return name + shape;
    }
}
