package io.fovea.transforms.augment;

import io.fovea.pipeline.AugmentSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.op.image.ImageProjectiveTransformV3;
import org.tensorflow.types.TFloat32;

/**
 * Shifts, flips, rotations and zooms that follow each other, as one motion: a picture is interpolated once, bilinearly, and not at all
 * where it moves by whole pixels. What comes in at the edge repeats it, or is black for a crop.
 */
record Motions(List<AugmentSpec> specs, boolean blackOutside, int height, int width) implements Step {

    /** Whether it moves pixels. */
    static boolean isMotion(AugmentSpec spec) {
        return spec instanceof AugmentSpec.Shift
                || spec instanceof AugmentSpec.Flip
                || spec instanceof AugmentSpec.Rotate
                || spec instanceof AugmentSpec.Zoom
                || spec instanceof AugmentSpec.RandomCrop;
    }

    /** With one more, where it can be done in the same motion. */
    boolean takes(AugmentSpec spec) {
        return isMotion(spec) && !blackOutside && !(spec instanceof AugmentSpec.RandomCrop);
    }

    Motions with(AugmentSpec spec) {
        List<AugmentSpec> more = new ArrayList<>(specs);
        more.add(spec);
        return new Motions(List.copyOf(more), blackOutside, height, width);
    }

    @Override
    public int numbers() {
        return 8;
    }

    @Override
    public float[] draw(RandomGenerator random) {
        Motion motion = Motion.none();
        for (AugmentSpec spec : specs) {
            motion = motion.then(drawn(spec, random));
        }
        return motion.projective();
    }

    private Motion drawn(AugmentSpec spec, RandomGenerator random) {
        if (spec instanceof AugmentSpec.Shift shift) {
            int down = whole(random, (int) (shift.fraction() * height));
            return Motion.shift(whole(random, (int) (shift.fraction() * width)), down);
        }
        if (spec instanceof AugmentSpec.Flip flip) {
            boolean horizontal = random.nextBoolean() && flip.horizontal();
            return Motion.mirror(horizontal, random.nextBoolean() && flip.vertical(), height, width);
        }
        if (spec instanceof AugmentSpec.Rotate rotate) {
            return Motion.rotation(Draws.symmetric(random, rotate.degrees()), height, width);
        }
        if (spec instanceof AugmentSpec.Zoom zoom) {
            return Motion.zoom(1 + Draws.symmetric(random, zoom.fraction()), height, width);
        }
        int padding = ((AugmentSpec.RandomCrop) spec).padding();
        int down = whole(random, padding);
        return Motion.shift(whole(random, padding), down);
    }

    private static int whole(RandomGenerator random, int most) {
        return random.nextInt(-most, most + 1);
    }

    @Override
    public Operand<TFloat32> apply(Ops tf, Operand<TFloat32> pictures, Operand<TFloat32> drawn) {
        return tf.image.imageProjectiveTransformV3(
                pictures,
                drawn,
                tf.array(height, width),
                tf.constant(0f),
                "BILINEAR",
                ImageProjectiveTransformV3.fillMode(blackOutside ? "CONSTANT" : "NEAREST"));
    }
}
