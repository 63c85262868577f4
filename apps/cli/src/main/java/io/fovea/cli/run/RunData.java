package io.fovea.cli.run;

import io.fovea.cli.client.ImageRecords;
import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.ImageDataset;
import io.fovea.datasets.Split;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.SequenceSpec;
import io.fovea.proto.image.v1.ImageRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What a run takes from a data set: the images of the classes that the pipeline knows, those of the test split without their
 * labels. Of sequences it learns from those that are short enough for it, and is tested on all: one that is too long counts as wrong.
 */
public final class RunData {

    private final ImageDataset images;
    private final Set<String> classes;
    private final Optional<SequenceSpec> sequence;

    public RunData(ImageDataset images, PipelineSpec pipeline) {
        this.images = images;
        this.classes = Set.copyOf(pipeline.model().classes());
        this.sequence = pipeline.sequence();
    }

    /** Images in all, of every class and split. */
    long size() {
        return images.size();
    }

    /** To train and validate on, in the data set's order; close it after use. */
    public Stream<DatasetImage> labelled() {
        int longest = sequence.map(SequenceSpec::longest).orElse(Integer.MAX_VALUE);
        return known().filter(
                        image -> image.split() != Split.TEST && image.sequence().size() <= longest);
    }

    /** To be evaluated on, once; close it after use. */
    Stream<DatasetImage> test() {
        return known().filter(image -> image.split() == Split.TEST);
    }

    /** How those to predict go in; {@code actual} keeps their labels by id. */
    Function<DatasetImage, ImageRecord> unlabelledRecords(Map<String, List<String>> actual) {
        return image -> {
            ImageRecord record = ImageRecords.unlabelled(image);
            actual.put(record.getId(), label(image).orElseThrow());
            return record;
        };
    }

    private Stream<DatasetImage> known() {
        return images.images()
                .filter(image -> label(image).map(classes::containsAll).orElse(false));
    }

    /** What the pipeline is to say of it: one class, or a sequence of them; empty where the data set has no such thing. */
    private Optional<List<String>> label(DatasetImage image) {
        return sequence.isEmpty()
                ? image.label().map(List::of)
                : Optional.of(image.sequence()).filter(classesInOrder -> !classesInOrder.isEmpty());
    }
}
