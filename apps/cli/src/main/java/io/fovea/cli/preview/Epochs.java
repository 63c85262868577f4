package io.fovea.cli.preview;

import io.fovea.pipeline.ImageInput;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.transforms.Image;
import io.fovea.transforms.augment.Draws;
import io.fovea.transforms.augment.Mixed;
import io.fovea.transforms.augment.PictureAugmentation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Pictures as training changes them in its epochs; where it mixes, with partners among those shown. */
final class Epochs {
    private final PipelineSpec pipeline;
    private final ImageInput input;
    private final int epochs;

    Epochs(PipelineSpec pipeline, int epochs) {
        this.pipeline = pipeline;
        this.input = pipeline.image();
        this.epochs = epochs;
    }

    /** For each picture one an epoch; nothing where the pipeline does not augment. */
    List<List<PreviewRow.Augmented>> of(List<Image> pictures, List<String> ids, List<String> labels) {
        List<List<PreviewRow.Augmented>> rows = new ArrayList<>();
        pictures.forEach(picture -> rows.add(new ArrayList<>()));
        if (pipeline.augment().isEmpty()) {
            return rows;
        }
        byte[] pixels = together(pictures, IntStream.range(0, pictures.size()).toArray());
        long[] keys = ids.stream().mapToLong(Draws::key).toArray();
        try (var augmentation = new PictureAugmentation(pipeline.augment(), input)) {
            for (int epoch = 0; epoch < epochs; epoch++) {
                long seed = pipeline.train().seed() + epoch;
                if (augmentation.mixes()) {
                    mix(augmentation, pictures, pixels, keys, labels, seed, rows);
                } else {
                    byte[] changed = augmentation.augmented(pixels, seed, keys);
                    for (int i = 0; i < rows.size(); i++) {
                        rows.get(i).add(new PreviewRow.Augmented(picture(changed, i), labels.get(i)));
                    }
                }
            }
        }
        return rows;
    }

    private void mix(
            PictureAugmentation augmentation,
            List<Image> pictures,
            byte[] pixels,
            long[] keys,
            List<String> labels,
            long seed,
            List<List<PreviewRow.Augmented>> rows) {
        int[] partners = Arrays.stream(keys)
                .mapToInt(key -> Draws.partner(seed, key, keys.length))
                .toArray();
        long[] partnerKeys = IntStream.of(partners).mapToLong(i -> keys[i]).toArray();
        Mixed mixed = augmentation.mixed(pixels, together(pictures, partners), seed, keys, partnerKeys);
        for (int i = 0; i < rows.size(); i++) {
            String label = String.format(
                    Locale.ROOT, "%.2f %s + %s", mixed.shares()[i], labels.get(i), labels.get(partners[i]));
            rows.get(i).add(new PreviewRow.Augmented(picture(mixed.pixels(), i), label));
        }
    }

    private byte[] together(List<Image> pictures, int[] positions) {
        byte[] pixels = new byte[positions.length * size()];
        for (int i = 0; i < positions.length; i++) {
            System.arraycopy(pictures.get(positions[i]).pixels(), 0, pixels, i * size(), size());
        }
        return pixels;
    }

    private Image picture(byte[] pixels, int i) {
        return new Image(
                input.height(),
                input.width(),
                input.channels(),
                Arrays.copyOfRange(pixels, i * size(), (i + 1) * size()));
    }

    private int size() {
        return input.height() * input.width() * input.channels();
    }
}
