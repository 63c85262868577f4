package io.fovea.cli.client;

import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.ImageDataset;
import io.fovea.datasets.Split;
import io.fovea.proto.image.v1.ImageRecord;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which images of a data set to take in, and what of them to tell.
 *
 * @param dataset where they are from
 * @param labels whether their labels go along
 * @param split only this part of the data set; TRAIN is also what the source left for a validation split to be drawn from
 */
public record IngestPlan(ImageDataset dataset, boolean labels, Optional<Split> split) {

    /** Close it after use. */
    public Stream<DatasetImage> images() {
        return dataset.images()
                .filter(image -> split.map(part -> isIn(part, image.split())).orElse(true));
    }

    private static boolean isIn(Split part, Split split) {
        return split == part || (part == Split.TRAIN && split == Split.UNSPECIFIED);
    }

    public ImageRecord record(DatasetImage image) {
        return labels ? ImageRecords.labelled(image) : ImageRecords.unlabelled(image);
    }
}
