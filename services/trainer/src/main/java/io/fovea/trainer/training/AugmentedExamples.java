package io.fovea.trainer.training;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.data.Augmentation;
import io.fovea.cnn.data.Batch;
import io.fovea.trainer.examples.LabelledExample;
import io.fovea.transforms.augment.Draws;
import io.fovea.transforms.augment.Mixed;
import io.fovea.transforms.augment.PictureAugmentation;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;

/** What a pipeline declares under augment, on a job's training examples: drawn by epoch and record. */
final class AugmentedExamples implements Augmentation {
    private final PictureAugmentation pictures;
    private final long[] keys;

    AugmentedExamples(PictureAugmentation pictures, List<LabelledExample> examples) {
        this.pictures = pictures;
        this.keys =
                examples.stream().mapToLong(example -> Draws.key(example.id())).toArray();
    }

    @Override
    public Batch batch(Function<int[], Batch> examples, int[] positions, long seed) {
        Batch batch = examples.apply(positions);
        if (pictures.mixes()) {
            int[] partners = IntStream.of(positions)
                    .map(position -> Draws.partner(seed, keys[position], keys.length))
                    .toArray();
            return mixed(batch, examples.apply(partners), positions, partners, seed);
        }
        byte[] changed = pictures.augmented(batch.input().contents(), seed, keys(positions));
        return new Batch(images(batch, changed), batch.target());
    }

    private Batch mixed(Batch batch, Batch others, int[] positions, int[] partners, long seed) {
        Mixed mixed = pictures.mixed(
                batch.input().contents(), others.input().contents(), seed, keys(positions), keys(partners));
        float[] own = batch.target().toFloats();
        float[] other = others.target().toFloats();
        int classes = own.length / positions.length;
        for (int i = 0; i < own.length; i++) {
            float share = mixed.shares()[i / classes];
            own[i] = share * own[i] + (1 - share) * other[i];
        }
        return new Batch(
                images(batch, mixed.pixels()), HostTensor.float32(batch.target().shape(), own));
    }

    private static HostTensor images(Batch batch, byte[] pixels) {
        return new HostTensor(DType.UINT8, batch.input().shape(), pixels);
    }

    private long[] keys(int[] positions) {
        return IntStream.of(positions).mapToLong(position -> keys[position]).toArray();
    }
}
