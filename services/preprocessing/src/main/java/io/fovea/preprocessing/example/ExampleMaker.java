package io.fovea.preprocessing.example;

import io.fovea.messaging.RejectedException;
import io.fovea.messaging.Rejection;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.preprocessing.content.EncodedImages;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.example.v1.Split;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.transforms.ImageRejectedException;
import io.fovea.transforms.ImageTransforms;
import io.fovea.transforms.PictureBox;
import io.fovea.transforms.PictureTransform;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Makes an image an example: one UINT8 tensor "image" [height, width, channels] of the pipeline's input size, after its steps on pictures, and, where
 * it has a label, one INT64 scalar "label", or in a pipeline of sequences one INT64 tensor "sequence" [length]. Scaling is no part of it: that is in the network's graph. Thread-safe.
 */
public final class ExampleMaker {
    private static final String LABEL = "label";
    private static final String SEQUENCE = "sequence";

    private final EncodedImages images;
    private final PictureTransform transform;

    /** @param transform the caller's to close */
    public ExampleMaker(EncodedImages images, PictureTransform transform) {
        this.images = images;
        this.transform = transform;
    }

    /**
     * The image as the pipeline's network sees it.
     *
     * @param eventTime when the image came into being, as far as known
     * @throws RejectedException when no example can be made of it
     */
    public Example example(ImageRecord image, PipelineSpec pipeline, Instant eventTime) {
        Example.Builder example = Example.newBuilder()
                .setId(id(image))
                .setSplit(split(image))
                .setPipelineVersion(pipeline.version())
                .setEventTimeMillis(eventTime.toEpochMilli());
        label(image, pipeline).ifPresent(example::addLabels);
        return example.addInputs(pixels(image, pipeline)).build(); // last, since it costs most
    }

    /** What the pipeline learns of it; of an image with a class and a sequence, one of the two. */
    private static Optional<Tensor> label(ImageRecord image, PipelineSpec pipeline) {
        if (!isLabelled(image)) {
            return Optional.empty();
        }
        List<String> classes = pipeline.model().classes();
        if (pipeline.sequence().isEmpty()) {
            if (!image.hasLabel()) {
                throw new RejectedException(new Rejection.WrongLabelKind("one class an image", "a sequence"));
            }
            return Optional.of(TensorCodec.int64(LABEL, index(image.getLabel(), classes)));
        }
        int length = image.getSequenceCount();
        int longest = pipeline.sequence().get().longest();
        if (length == 0) {
            throw new RejectedException(new Rejection.WrongLabelKind("sequences", "one class"));
        }
        if (length > longest) {
            throw new RejectedException(new Rejection.SequenceTooLong(length, longest));
        }
        return Optional.of(sequence(image.getSequenceList(), classes));
    }

    private static boolean isLabelled(ImageRecord image) {
        return image.hasLabel() || image.getSequenceCount() > 0;
    }

    private static String id(ImageRecord image) {
        if (image.getId().isEmpty()) {
            throw malformed("it has no id");
        }
        return image.getId();
    }

    /** As its source says; where none does, the job that learns from it draws one. */
    private static Split split(ImageRecord image) {
        if (image.getSplit() == Split.UNRECOGNIZED) {
            throw malformed("it has split " + image.getSplitValue());
        }
        return image.getSplit();
    }

    private static Tensor sequence(List<String> sequence, List<String> classes) {
        return TensorCodec.int64(
                SEQUENCE,
                new long[] {sequence.size()},
                sequence.stream().mapToLong(label -> index(label, classes)).toArray());
    }

    private static int index(String label, List<String> classes) {
        int index = classes.indexOf(label);
        if (index < 0) {
            throw new RejectedException(new Rejection.UnknownLabel(label, classes));
        }
        return index;
    }

    private Tensor pixels(ImageRecord image, PipelineSpec pipeline) {
        List<PictureBox> boxes = image.getBoxesList().stream()
                .map(box -> new PictureBox(box.getLeft(), box.getTop(), box.getWidth(), box.getHeight()))
                .toList();
        try {
            return ImageTransforms.tensor(transform.apply(images.of(image), boxes, pipeline));
        } catch (ImageRejectedException e) {
            throw new RejectedException(rejection(e));
        }
    }

    private static Rejection rejection(ImageRejectedException why) {
        String problem = why.explanation().replaceFirst("\\.$", ""); // becomes part of a sentence
        return switch (why.code()) {
            case "IMAGE_TOO_LARGE" -> new Rejection.ImageTooLarge(problem);
            default -> new Rejection.UndecodableImage(problem);
        };
    }

    private static RejectedException malformed(String problem) {
        return new RejectedException(new Rejection.MalformedRecord(problem));
    }
}
