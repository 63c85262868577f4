package io.fovea.cli.run;

import io.fovea.cli.client.ImageRecords;
import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.ImageDataset;
import io.fovea.datasets.Split;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.image.v1.ImageRecord;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a run takes from a data set: the images of the classes that the pipeline knows, those of the test split without their
 * labels.
 */
public final class RunData {

    private final ImageDataset images;
    private final Set<String> classes;

    public RunData(ImageDataset images, PipelineSpec pipeline) {
        this.images = images;
        this.classes = Set.copyOf(pipeline.model().classes());
    }

    /** Images in all, of every class and split. */
    long size() {
        return images.size();
    }

    /** To train and validate on, in the data set's order; close it after use. */
    public Stream<DatasetImage> labelled() {
        return known().filter(image -> image.split() != Split.TEST);
    }

    /** To be evaluated on, once; close it after use. */
    Stream<DatasetImage> test() {
        return known().filter(image -> image.split() == Split.TEST);
    }

    /** How those to predict go in; {@code actual} keeps their labels by id. */
    static Function<DatasetImage, ImageRecord> unlabelledRecords(Map<String, String> actual) {
        return image -> {
            ImageRecord record = ImageRecords.unlabelled(image);
            actual.put(record.getId(), label(image));
            return record;
        };
    }

    private Stream<DatasetImage> known() {
        return images.images()
                .filter(image -> image.label().map(classes::contains).orElse(false));
    }

    private static String label(DatasetImage image) {
        return image.label().orElseThrow();
    }
}
