package io.fovea.ingestion.submission;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.fovea.proto.image.v1.ImageRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.OptionalLong;

/** Reads a request's body as far as the limits allow, and not a byte further. */
public final class SubmissionReader {
    private final IngestionLimits limits;

    public SubmissionReader(IngestionLimits limits) {
        this.limits = limits;
    }

    /**
     * One image as a batch of one; the description says what its sender knows of it.
     *
     * @param declared the body's length where the client tells it
     * @throws TooLargeException when the image is larger than the limit
     * @throws InadmissibleException when the description names no split
     */
    public ImageBatch image(InputStream body, OptionalLong declared, ImageDescription description) throws IOException {
        refuseAbove(limits.maxImageBytes(), declared);
        byte[] encoded = body.readNBytes((int) limits.maxImageBytes() + 1);
        refuseAbove(limits.maxImageBytes(), OptionalLong.of(encoded.length));
        ByteString content = UnsafeByteOperations.unsafeWrap(encoded); // nobody else has the array
        ImageRecord image = description.record().setEncoded(content).build();
        return new ImageBatch(List.of(new SubmittedImage(0, image)), List.of());
    }

    /**
     * Length-delimited {@link ImageRecord}s. A record that cannot be read, or holds too large an image, is told by its
     * index, and those after it are read.
     *
     * @param declared the body's length where the client tells it
     * @throws TooLargeException when the request is larger than its limits
     * @throws MalformedBatchException when it breaks off inside a record
     */
    public ImageBatch batch(InputStream body, OptionalLong declared) throws IOException {
        if (declared.orElse(0) > limits.maxRequestBytes()) {
            throw TooLargeException.request(limits.maxRequestBytes());
        }
        return new BatchReading(limits, new BoundedBody(body, limits.maxRequestBytes())).toEnd();
    }

    private static void refuseAbove(long maxBytes, OptionalLong bytes) {
        if (bytes.orElse(0) > maxBytes) {
            throw TooLargeException.image(maxBytes);
        }
    }
}
