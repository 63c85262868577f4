package io.fovea.transforms.augment;

import io.fovea.pipeline.AugmentSpec;
import io.fovea.pipeline.ImageInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/**
 * A pipeline's {@code augment} steps, done by TensorFlow on batches of pictures. What is drawn for a picture depends on the seed and the
 * record's key alone: the same two give the same picture, to the bit, whatever else is in the batch.
 *
 * <p>Thread-safe; runs in the caller's thread. Close it to free its native memory.
 */
public final class PictureAugmentation implements AutoCloseable {

    private final List<Step> steps;
    private final Optional<Mixing> mixing;
    private final AugmentGraph graph;
    private final int size;

    /** For pictures of a pipeline's input. */
    public PictureAugmentation(List<AugmentSpec> specs, ImageInput input) {
        Boxes boxes = new Boxes(input.height(), input.width());
        this.steps = steps(specs, boxes);
        this.mixing = specs.stream().filter(AugmentSpec::mixes).findFirst().map(spec -> new Mixing(spec, boxes));
        this.graph = new AugmentGraph(steps, mixing, input);
        this.size = input.height() * input.width() * input.channels();
    }

    /** Whether each picture needs another one, and labels are mixed too. */
    public boolean mixes() {
        return mixing.isPresent();
    }

    /**
     * Pictures, changed.
     *
     * @param pixels {@code [batch, height, width, channels]}, UINT8
     * @param seed of the epoch
     * @param keys {@link Draws#key} of each record
     */
    public byte[] augmented(byte[] pixels, long seed, long[] keys) {
        requireSize(pixels, keys);
        try (TUint8 pictures = pictures(pixels, keys.length);
                Numbers numbers = Numbers.drawn(steps, seed, keys)) {
            return graph.run(pictures, numbers);
        }
    }

    /**
     * Pictures, each changed and mixed with its partner, which is changed too as it would be by itself.
     *
     * @param partners like {@code pixels}: the pictures of the records that {@link Draws#partner} names
     * @param partnerKeys their keys
     */
    public Mixed mixed(byte[] pixels, byte[] partners, long seed, long[] keys, long[] partnerKeys) {
        requireSize(pixels, keys);
        requireSize(partners, partnerKeys);
        Mixing mix = mixing.orElseThrow(() -> new IllegalStateException("Nothing is mixed here."));
        float[][] drawn = new float[keys.length][];
        float[] shares = new float[keys.length];
        for (int i = 0; i < keys.length; i++) {
            drawn[i] = mix.draw(Draws.of(~seed, keys[i])); // a stream of its own
            shares[i] = drawn[i][0];
        }
        try (TUint8 own = pictures(pixels, keys.length);
                TUint8 other = pictures(partners, keys.length);
                Numbers numbers = Numbers.drawn(steps, seed, keys);
                Numbers otherNumbers = Numbers.drawn(steps, seed, partnerKeys);
                TFloat32 shareAndBox = Numbers.tensor(drawn)) {
            return new Mixed(graph.run(own, other, numbers, otherNumbers, shareAndBox), shares);
        }
    }

    /** Frees the native memory; waits for calls that are under way. */
    @Override
    public void close() {
        graph.close();
    }

    private void requireSize(byte[] pixels, long[] keys) {
        if (pixels.length != size * keys.length || keys.length == 0) {
            throw new IllegalArgumentException(
                    "Expected %d pictures of %d bytes, received %d bytes.".formatted(keys.length, size, pixels.length));
        }
    }

    private TUint8 pictures(byte[] pixels, int batch) {
        Shape shape = Shape.of(
                batch,
                graph.input().height(),
                graph.input().width(),
                graph.input().channels());
        return TUint8.tensorOf(shape, DataBuffers.of(pixels, true, false));
    }

    private static List<Step> steps(List<AugmentSpec> specs, Boxes boxes) {
        List<Step> steps = new ArrayList<>();
        for (AugmentSpec spec : specs) {
            int last = steps.size() - 1;
            if (last >= 0 && steps.get(last) instanceof Motions motions && motions.takes(spec)) {
                steps.set(last, motions.with(spec));
            } else if (Motions.isMotion(spec)) {
                boolean black = spec instanceof AugmentSpec.RandomCrop;
                steps.add(new Motions(List.of(spec), black, boxes.height(), boxes.width()));
            } else if (spec instanceof AugmentSpec.Cutout cutout) {
                steps.add(new CutoutStep(cutout.pixels(), boxes));
            } else if (!spec.mixes()) {
                steps.add(Colours.of(spec));
            }
        }
        return List.copyOf(steps);
    }
}
