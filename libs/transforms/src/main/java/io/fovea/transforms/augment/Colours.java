package io.fovea.transforms.augment;

import io.fovea.pipeline.AugmentSpec;
import java.util.List;
import java.util.random.RandomGenerator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.math.Mean;
import org.tensorflow.types.TFloat32;

/** Brightness, contrast, saturation and hue, as {@code tf.image.adjust_...} do them, clipped to 0..255. */
final class Colours {

    private Colours() {}

    static Step of(AugmentSpec spec) {
        if (spec instanceof AugmentSpec.Brightness brightness) {
            return new One(brightness.factor() * 255, 0, (tf, pictures, delta) -> tf.math.add(pictures, delta));
        }
        if (spec instanceof AugmentSpec.Contrast contrast) {
            return new One(contrast.factor(), 1, (tf, pictures, factor) -> {
                Operand<TFloat32> mean = tf.math.mean(pictures, tf.array(1, 2), Mean.keepDims(true));
                return tf.math.add(mean, tf.math.mul(tf.math.sub(pictures, mean), factor));
            });
        }
        if (spec instanceof AugmentSpec.Saturation saturation) {
            return new One(saturation.factor(), 1, Colours::saturated);
        }
        return new One(((AugmentSpec.Hue) spec).factor(), 0, Colours::turned);
    }

    private static Operand<TFloat32> saturated(Ops tf, Operand<TFloat32> pictures, Operand<TFloat32> factor) {
        Hsv hsv = Hsv.of(tf, pictures);
        Operand<TFloat32> saturation =
                tf.clipByValue(tf.math.mul(hsv.saturation(), factor), tf.constant(0f), tf.constant(1f));
        return new Hsv(hsv.hue(), saturation, hsv.value()).rgb(tf);
    }

    private static Operand<TFloat32> turned(Ops tf, Operand<TFloat32> pictures, Operand<TFloat32> turn) {
        Hsv hsv = Hsv.of(tf, pictures);
        Operand<TFloat32> hue = tf.math.floorMod(tf.math.add(hsv.hue(), turn), tf.constant(1f));
        return new Hsv(hue, hsv.saturation(), hsv.value()).rgb(tf);
    }

    /** What one number a picture does. */
    private interface Change {
        Operand<TFloat32> apply(Ops tf, Operand<TFloat32> pictures, Operand<TFloat32> number);
    }

    private record One(double most, double around, Change change) implements Step {
        @Override
        public int numbers() {
            return 1;
        }

        @Override
        public float[] draw(RandomGenerator random) {
            return new float[] {(float) (around + Draws.symmetric(random, most))};
        }

        @Override
        public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> pictures, Operand<TFloat32> drawn) {
            Operand<TFloat32> number = tf.reshape(drawn, tf.array(-1, 1, 1, 1));
            return tf.clipByValue(change.apply(tf, pictures, number), tf.constant(0f), tf.constant(255f));
        }
    }

    /** Pictures by hue, saturation and value, each {@code [batch, height, width, 1]}. */
    private record Hsv(Operand<TFloat32> hue, Operand<TFloat32> saturation, Operand<TFloat32> value) {
        static Hsv of(Ops tf, Operand<TFloat32> pictures) {
            var parts = tf.split(tf.constant(3), tf.image.rgbToHsv(tf.math.div(pictures, tf.constant(255f))), 3L)
                    .output();
            return new Hsv(parts.get(0), parts.get(1), parts.get(2));
        }

        Operand<TFloat32> rgb(Ops tf) {
            return tf.math.mul(
                    tf.image.hsvToRgb(tf.concat(List.of(hue, saturation, value), tf.constant(3))), tf.constant(255f));
        }
    }
}
