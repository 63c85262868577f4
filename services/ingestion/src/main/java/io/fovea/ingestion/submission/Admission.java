package io.fovea.ingestion.submission;

import com.google.protobuf.ByteString;
import io.fovea.messaging.Rejection;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.SequenceSpec;
import io.fovea.proto.example.v1.Split;
import io.fovea.proto.image.v1.BoundingBox;
import io.fovea.proto.image.v1.ImageRecord;
import java.util.List;
import java.util.Optional;

/**
 * The checks that need no decoding, so that a client hears at once of what preprocessing would refuse later. Of the pixels
 * only the number is looked at, as the header declares it: an image that breaks off in the middle is admitted, and preprocessing makes it a dead letter.
 */
public final class Admission {
    private final IngestionLimits limits;

    public Admission(IngestionLimits limits) {
        this.limits = limits;
    }

    /**
     * The image with its id, and its media type where the client gave none.
     *
     * @throws InadmissibleException when the pipeline cannot use it
     */
    public ImageRecord admit(ImageRecord submitted, PipelineSpec pipeline) {
        ByteString content = content(submitted);
        ImageFormat format = format(content);
        checkBands(format, pipeline);
        checkPixels(content);
        checkDescription(submitted);
        checkKind(submitted, pipeline);
        checkLabels(submitted, pipeline.model().classes());
        submitted.getBoxesList().forEach(Admission::checkBox);
        return submitted.toBuilder()
                .setId(id(submitted))
                .setMediaType(submitted.getMediaType().isEmpty() ? format.mediaType() : submitted.getMediaType())
                .build();
    }

    private ByteString content(ImageRecord submitted) {
        ByteString encoded = submitted.getEncoded();
        if (encoded.isEmpty()) {
            throw InadmissibleException.as(new Rejection.MissingContent(
                    "The record has no encoded bytes; claim checks are made here, clients send the bytes."));
        }
        if (encoded.size() > limits.maxImageBytes()) {
            throw limits.imageTooLarge(encoded.size());
        }
        return encoded;
    }

    private static ImageFormat format(ByteString encoded) {
        return ImageFormat.of(encoded)
                .orElseThrow(() -> InadmissibleException.as(new Rejection.UndecodableImage(
                        "its bytes do not begin as those of PNG, JPEG, GIF, BMP or TIFF do")));
    }

    private static void checkBands(ImageFormat format, PipelineSpec pipeline) {
        boolean takesBands = pipeline.image().bands().isPresent();
        if (takesBands != format.isTiff()) {
            throw InadmissibleException.as(new Rejection.UndecodableImage(
                    takesBands
                            ? "it is a %s, and the pipeline takes TIFFs of bands".formatted(format)
                            : "it is a TIFF, which only a pipeline with input.bands takes"));
        }
    }

    private void checkPixels(ByteString encoded) {
        long pixels = DeclaredPixels.of(encoded).orElse(0);
        if (pixels > limits.maxImagePixels()) {
            throw limits.tooManyPixels(pixels);
        }
    }

    private static void checkDescription(ImageRecord submitted) {
        int description = submitted.getSerializedSize() - submitted.getEncoded().size();
        if (description > IngestionLimits.MAX_DESCRIPTION_BYTES) {
            throw InadmissibleException.longDescription(description, IngestionLimits.MAX_DESCRIPTION_BYTES);
        }
        if (submitted.getSplit() == Split.UNRECOGNIZED) {
            throw InadmissibleException.unknownSplit(submitted.getSplitValue());
        }
    }

    /** Of an image with both, the pipeline takes what it learns. */
    private static void checkKind(ImageRecord submitted, PipelineSpec pipeline) {
        boolean hasSequence = submitted.getSequenceCount() > 0;
        Optional<SequenceSpec> sequence = pipeline.sequence();
        if (sequence.isPresent() && submitted.hasLabel() && !hasSequence) {
            throw InadmissibleException.as(new Rejection.WrongLabelKind("sequences", "one class"));
        }
        if (sequence.isEmpty() && hasSequence && !submitted.hasLabel()) {
            throw InadmissibleException.as(new Rejection.WrongLabelKind("one class an image", "a sequence"));
        }
        int longest = sequence.map(SequenceSpec::longest).orElse(Integer.MAX_VALUE);
        if (submitted.getSequenceCount() > longest) {
            throw InadmissibleException.as(new Rejection.SequenceTooLong(submitted.getSequenceCount(), longest));
        }
    }

    private static void checkLabels(ImageRecord submitted, List<String> classes) {
        if (submitted.hasLabel()) {
            checkLabel(submitted.getLabel(), classes);
        }
        submitted.getSequenceList().forEach(label -> checkLabel(label, classes));
    }

    private static void checkLabel(String label, List<String> classes) {
        if (!classes.contains(label)) {
            throw InadmissibleException.as(new Rejection.UnknownLabel(label, classes));
        }
    }

    /** Boxes may lie partly outside of their image, as SVHN's do; what they are worth is for whoever crops to find out. */
    private static void checkBox(BoundingBox box) {
        boolean isFinite = Float.isFinite(box.getLeft()) && Float.isFinite(box.getTop());
        if (!isFinite || !isExtent(box.getWidth()) || !isExtent(box.getHeight())) {
            throw InadmissibleException.unusableBox(box);
        }
    }

    private static boolean isExtent(float pixels) {
        return pixels > 0 && Float.isFinite(pixels);
    }

    private static String id(ImageRecord submitted) {
        String id = ContentHash.of(submitted.getEncoded());
        if (!submitted.getId().isEmpty() && !submitted.getId().equals(id)) {
            throw InadmissibleException.otherId(submitted.getId(), id);
        }
        return id;
    }
}
