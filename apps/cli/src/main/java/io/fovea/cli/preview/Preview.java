package io.fovea.cli.preview;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.explain.Pictures;
import io.fovea.cnn.explain.Sheet;
import io.fovea.cnn.explain.Tile;
import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.ImageDataset;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.transforms.Image;
import io.fovea.transforms.ImageDecoder;
import io.fovea.transforms.ImageLimits;
import io.fovea.transforms.ImageRejectedException;
import io.fovea.transforms.PictureBox;
import io.fovea.transforms.PictureTransform;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** A few images of a data set through the pipeline's own transforms and augmentation: the code that training and serving run. */
public final class Preview {
    private static final int MOST_IMAGES = 100;
    private static final int MOST_EPOCHS = 20;
    private static final int TILE_PIXELS = 112;

    private final PipelineSpec pipeline;
    private final int images;
    private final int epochs;

    /** @throws CommandFailure when the pipeline takes no images, or one of the numbers is not allowed */
    public Preview(PipelineSpec pipeline, int images, int epochs) {
        if (pipeline.market().isPresent()) {
            throw new CommandFailure(
                    "Pipeline '%s' takes bars, and there is nothing to see.".formatted(pipeline.name()));
        }
        if (images < 1 || images > MOST_IMAGES || epochs < 1 || epochs > MOST_EPOCHS) {
            throw new CommandFailure("%d images and %d epochs are not allowed; allowed: 1 to %d and 1 to %d."
                    .formatted(images, epochs, MOST_IMAGES, MOST_EPOCHS));
        }
        this.pipeline = pipeline;
        this.images = images;
        this.epochs = epochs;
    }

    /**
     * The images, changed.
     *
     * @throws CommandFailure when there is none of a class that the pipeline knows, or one cannot be decoded
     */
    public List<PreviewRow> rows(ImageDataset dataset) {
        List<DatasetImage> chosen = new Selection(pipeline, images).of(dataset);
        if (chosen.isEmpty()) {
            throw new CommandFailure("There is no image of the classes %s in this data."
                    .formatted(String.join(", ", pipeline.model().classes())));
        }
        List<Image> originals = new ArrayList<>();
        List<Image> seen = new ArrayList<>();
        try (var decoder = new ImageDecoder(ImageLimits.defaults());
                var transform = new PictureTransform(decoder)) {
            for (DatasetImage image : chosen) {
                originals.add(decoded(image, () -> decoder.decode(image.encoded(), 3)));
                seen.add(decoded(image, () -> transform.apply(image.encoded(), boxes(image), pipeline)));
            }
        }
        List<String> ids = chosen.stream().map(image -> image.sha256()).toList();
        List<String> labels = chosen.stream().map(PreviewRow::labelOf).toList();
        List<List<PreviewRow.Augmented>> augmented = new Epochs(pipeline, epochs).of(seen, ids, labels);
        return IntStream.range(0, chosen.size())
                .mapToObj(
                        i -> new PreviewRow(chosen.get(i), ids.get(i), originals.get(i), seen.get(i), augmented.get(i)))
                .toList();
    }

    /** A row for each image: as it came, as the network sees it, and as training does. */
    public static BufferedImage sheet(PipelineSpec pipeline, List<PreviewRow> rows) {
        List<Tile> tiles = new ArrayList<>();
        for (PreviewRow row : rows) {
            tiles.add(tile(row.original(), row.label()));
            tiles.add(tile(row.seen(), "seen"));
            row.augmented().forEach(one -> tiles.add(tile(one.picture(), one.label())));
        }
        String title = "%s: as it came, as the network sees it%s"
                .formatted(pipeline.name(), pipeline.augment().isEmpty() ? "" : ", as training does, epoch by epoch");
        return new Sheet(title, tiles, tiles.size() / rows.size()).draw();
    }

    private static Tile tile(Image image, String caption) {
        long[] shape = {1, image.height(), image.width(), image.channels()};
        return new Tile(
                Pictures.fitted(Pictures.input(HostTensor.uint8(shape, image.pixels()), 0), TILE_PIXELS), caption);
    }

    private static List<PictureBox> boxes(DatasetImage image) {
        return image.boxes().stream()
                .map(box -> new PictureBox(box.left(), box.top(), box.width(), box.height()))
                .toList();
    }

    private static Image decoded(DatasetImage image, Supplier<Image> decoding) {
        try {
            return decoding.get();
        } catch (ImageRejectedException e) {
            throw new CommandFailure("%s: %s".formatted(image.source(), e.getMessage()), e);
        }
    }
}
