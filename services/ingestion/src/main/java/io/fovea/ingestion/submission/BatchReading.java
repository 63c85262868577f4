package io.fovea.ingestion.submission;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.proto.image.v1.ImageRecord;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One pass over a body of length-delimited records. */
final class BatchReading {
    private final IngestionLimits limits;
    private final InputStream body;
    private final List<SubmittedImage> images = new ArrayList<>();
    private final List<RejectedImage> unreadable = new ArrayList<>();
    private int index;

    BatchReading(IngestionLimits limits, InputStream body) {
        this.limits = limits;
        this.body = body;
    }

    ImageBatch toEnd() throws IOException {
        for (int first = body.read(); first >= 0; first = body.read()) {
            if (index == limits.maxImages()) {
                throw TooLargeException.images(limits.maxImages());
            }
            record(length(first));
            index++;
        }
        return new ImageBatch(images, unreadable);
    }

    private int length(int firstByte) throws IOException {
        try {
            int length = CodedInputStream.readRawVarint32(firstByte, body);
            if (length >= 0) {
                return length;
            }
        } catch (InvalidProtocolBufferException e) {
            throw malformed(e);
        }
        throw malformed(null);
    }

    private void record(int length) throws IOException {
        if (length > limits.maxImageBytes() + IngestionLimits.MAX_DESCRIPTION_BYTES) {
            skip(length);
            reject(limits.imageTooLarge(length));
            return;
        }
        byte[] record = body.readNBytes(length);
        if (record.length < length) {
            throw malformed(null);
        }
        try {
            images.add(new SubmittedImage(index, ImageRecord.parseFrom(record)));
        } catch (InvalidProtocolBufferException e) {
            reject(InadmissibleException.malformed("The record is no ImageRecord: " + e.getMessage()));
        }
    }

    private void skip(int length) throws IOException {
        try {
            body.skipNBytes(length);
        } catch (EOFException e) {
            throw malformed(e);
        }
    }

    private void reject(InadmissibleException why) {
        unreadable.add(RejectedImage.of(index, "", why));
    }

    private MalformedBatchException malformed(@Nullable Throwable cause) {
        return new MalformedBatchException(index, cause);
    }
}
