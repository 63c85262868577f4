package io.fovea.cli.client;

import io.fovea.datasets.DatasetImage;
import io.fovea.proto.image.v1.ImageRecord;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/** Sends a stream of images to ingestion in batches. */
public final class ImageUpload {

    private static final int MAX_IMAGES = 500;
    private static final long MAX_BYTES = 4L << 20;

    private final IngestionClient ingestion;
    private final String pipeline;
    private final Function<DatasetImage, ImageRecord> toRecord;

    /** @param toRecord decides which label and which split go along */
    public ImageUpload(IngestionClient ingestion, String pipeline, Function<DatasetImage, ImageRecord> toRecord) {
        this.ingestion = ingestion;
        this.pipeline = pipeline;
        this.toRecord = toRecord;
    }

    /** Returns when the last image is published; {@code onSent} hears how many were sent so far. */
    public UploadReport send(Stream<DatasetImage> images, LongConsumer onSent) {
        var report = new UploadReport();
        var batch = new ArrayList<ImageRecord>();
        long bytes = 0;
        for (Iterator<DatasetImage> all = images.iterator(); all.hasNext(); ) {
            ImageRecord image = toRecord.apply(all.next());
            batch.add(image);
            bytes += image.getEncoded().size();
            if (batch.size() == MAX_IMAGES || bytes >= MAX_BYTES) {
                flush(batch, report, onSent);
                bytes = 0;
            }
        }
        flush(batch, report, onSent);
        return report;
    }

    private void flush(List<ImageRecord> batch, UploadReport report, LongConsumer onSent) {
        if (batch.isEmpty()) {
            return;
        }
        report.add(batch, ingestion.send(pipeline, List.copyOf(batch)));
        batch.clear();
        onSent.accept(report.sent());
    }
}
