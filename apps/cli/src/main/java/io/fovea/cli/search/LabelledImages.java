package io.fovea.cli.search;

import com.google.protobuf.ByteString;
import io.fovea.cli.client.ImageRecords;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.run.RunData;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Step;
import io.fovea.datasets.DatasetImage;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.trainer.examples.LabelledExample;
import io.fovea.transforms.Image;
import io.fovea.transforms.ImageDecoder;
import io.fovea.transforms.ImageLimits;
import io.fovea.transforms.ImageRejectedException;
import io.fovea.transforms.PictureBox;
import io.fovea.transforms.PictureTransform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A data set's images as examples: decoded and transformed as preprocessing does, one an id, those of the test split left alone. */
public final class LabelledImages {
    private final PipelineSpec pipeline;
    private final Map<String, LabelledExample> examples = new LinkedHashMap<>();
    private long broken;

    private LabelledImages(PipelineSpec pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Reads them all; one that cannot be decoded is counted and left out.
     *
     * @throws CommandFailure where there is none
     */
    public static LabelledImages read(RunData data, PipelineSpec pipeline, Step step) {
        LabelledImages read = new LabelledImages(pipeline);
        try (var decoder = new ImageDecoder(ImageLimits.defaults());
                var transform = new PictureTransform(decoder);
                Stream<DatasetImage> images = data.labelled()) {
            images.forEach(image -> {
                read.add(image, transform);
                step.show(Figures.count(read.examples.size(), "labelled image"));
            });
        }
        if (read.examples.isEmpty()) {
            throw new CommandFailure("There is no labelled image to train on of the classes %s in this data."
                    .formatted(String.join(", ", pipeline.model().classes())));
        }
        return read;
    }

    public List<LabelledExample> examples() {
        return List.copyOf(examples.values());
    }

    /** Images that could not be decoded. */
    public long broken() {
        return broken;
    }

    private void add(DatasetImage image, PictureTransform transform) {
        ImageRecord record = ImageRecords.labelled(image);
        List<PictureBox> boxes = image.boxes().stream()
                .map(box -> new PictureBox(box.left(), box.top(), box.width(), box.height()))
                .toList();
        try {
            Image picture = transform.apply(image.encoded(), boxes, pipeline);
            examples.put(
                    record.getId(),
                    new LabelledExample(
                            record.getId(), record.getSplit(), label(record), ByteString.copyFrom(picture.pixels())));
        } catch (ImageRejectedException e) {
            broken++;
        }
    }

    private List<Integer> label(ImageRecord record) {
        List<String> names = pipeline.sequence().isPresent() ? record.getSequenceList() : List.of(record.getLabel());
        return names.stream().map(pipeline.model().classes()::indexOf).toList();
    }
}
