package io.fovea.transforms.augment;

import io.fovea.pipeline.AugmentSpec;
import java.util.random.RandomGenerator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;

/** Two pictures become one: blended (mixup), or one in a box of the other (cutmix). */
record Mixing(AugmentSpec spec, Boxes boxes) {

    /** The share of the picture itself, then for cutmix the box that the other fills. */
    float[] draw(RandomGenerator random) {
        if (spec instanceof AugmentSpec.Mixup mixup) {
            return new float[] {(float) Draws.beta(random, mixup.alpha()), 0, 0, 0, 0};
        }
        double side = Math.sqrt(1 - Draws.beta(random, ((AugmentSpec.Cutmix) spec).alpha()));
        int y = random.nextInt(boxes.height());
        int x = random.nextInt(boxes.width());
        float[] box = boxes.about(y, x, (int) (side * boxes.height()), (int) (side * boxes.width()));
        return new float[] {(float) (1 - boxes.share(box)), box[0], box[1], box[2], box[3]};
    }

    Operand<TFloat32> apply(Ops tf, Operand<TFloat32> own, Operand<TFloat32> other, Operand<TFloat32> drawn) {
        if (spec instanceof AugmentSpec.Cutmix) {
            Operand<TFloat32> box = tf.slice(drawn, tf.array(0, 1), tf.array(-1, 4));
            return tf.select(boxes.inside(tf, box), other, own);
        }
        Operand<TFloat32> share = tf.reshape(tf.slice(drawn, tf.array(0, 0), tf.array(-1, 1)), tf.array(-1, 1, 1, 1));
        return tf.math.add(other, tf.math.mul(tf.math.sub(own, other), share));
    }
}
