package io.fovea.cli.client;

import com.google.protobuf.ByteString;
import io.fovea.datasets.Box;
import io.fovea.datasets.DatasetImage;
import io.fovea.proto.example.v1.Split;
import io.fovea.proto.image.v1.BoundingBox;
import io.fovea.proto.image.v1.ImageRecord;

/** Images of a data set as the records that ingestion takes. */
public final class ImageRecords {

    private ImageRecords() {}

    /** To learn from, or to test on: with its label, its sequence and its boxes, as far as it has them. */
    public static ImageRecord labelled(DatasetImage image) {
        ImageRecord.Builder record =
                record(image).setSplit(split(image.split())).addAllSequence(image.sequence());
        image.label().ifPresent(record::setLabel);
        image.boxes().forEach(box -> record.addBoxes(place(box).setLabel(box.label())));
        return record.build();
    }

    /** To be answered: without what is known of it, but for where in it to look. */
    public static ImageRecord unlabelled(DatasetImage image) {
        ImageRecord.Builder record = record(image);
        image.boxes().forEach(box -> record.addBoxes(place(box)));
        return record.build();
    }

    private static BoundingBox.Builder place(Box box) {
        return BoundingBox.newBuilder()
                .setLeft(box.left())
                .setTop(box.top())
                .setWidth(box.width())
                .setHeight(box.height());
    }

    private static ImageRecord.Builder record(DatasetImage image) {
        return ImageRecord.newBuilder()
                .setId(image.sha256())
                .setEncoded(ByteString.copyFrom(image.encoded()))
                .setMediaType(image.mediaType())
                .setSource(image.source());
    }

    private static Split split(io.fovea.datasets.Split split) {
        return switch (split) {
            case UNSPECIFIED -> Split.SPLIT_UNSPECIFIED;
            case TRAIN -> Split.SPLIT_TRAIN;
            case VALIDATION -> Split.SPLIT_VALIDATION;
            case TEST -> Split.SPLIT_TEST;
        };
    }
}
