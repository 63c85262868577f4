package io.fovea.transforms.augment;

import java.util.random.RandomGenerator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** One change of pictures: numbers drawn for each, and the operation that applies them to a batch. */
interface Step {

    /** How many numbers it takes for a picture. */
    int numbers();

    /** Draws them. */
    float[] draw(RandomGenerator random);

    /**
     * Adds the operation.
     *
     * @param pictures {@code [batch, height, width, channels]}, 0 to 255, which it leaves so
     * @param drawn {@code [batch, numbers]}
     */
    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> pictures, Operand<TFloat32> drawn);
}
