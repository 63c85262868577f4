package io.fovea.cli.client;

import com.google.protobuf.ByteString;
import io.fovea.datasets.DatasetImage;
import io.fovea.proto.example.v1.Split;
import io.fovea.proto.image.v1.ImageRecord;

/** Images of a data set as the records that ingestion takes. */
public final class ImageRecords {

    private ImageRecords() {}

    /** To learn from, or to test on: with its label, if it has one. */
    public static ImageRecord labelled(DatasetImage image) {
        ImageRecord.Builder record = record(image).setSplit(split(image.split()));
        image.label().ifPresent(record::setLabel);
        return record.build();
    }

    /** To be answered: without what is known of it. */
    public static ImageRecord unlabelled(DatasetImage image) {
        return record(image).build();
    }

    private static ImageRecord.Builder record(DatasetImage image) {
        return ImageRecord.newBuilder()
                .setId(ContentId.of(image.encoded()))
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
