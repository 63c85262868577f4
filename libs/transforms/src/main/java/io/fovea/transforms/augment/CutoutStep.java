package io.fovea.transforms.augment;

import java.util.random.RandomGenerator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** A square whose middle is anywhere in the picture is covered with the picture's mean colour. */
record CutoutStep(int pixels, Boxes boxes) implements Step {

    @Override
    public int numbers() {
        return 4;
    }

    @Override
    public float[] draw(RandomGenerator random) {
        int y = random.nextInt(boxes.height());
        return boxes.about(y, random.nextInt(boxes.width()), pixels, pixels);
    }

    @Override
    public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> pictures, Operand<TFloat32> drawn) {
        Operand<TFloat32> mean = tf.math.mean(pictures, tf.array(1, 2), Mean.keepDims(true));
        return tf.select(boxes.inside(tf, drawn), mean, pictures);
    }
}
