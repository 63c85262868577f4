package io.fovea.ingestion.submission;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.fovea.proto.image.v1.ImageRecord;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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

    /**
     * The files of a form as a batch; one that is too large is told by its index, and those after it are read.
     *
     * @param shared what is said of all of them; where it names no source, each file's name is its source
     * @throws TooLargeException when they are more, or larger together, than a request may bring, or there is but one and it is
     *     too large
     * @throws InadmissibleException when there is no file, or the description names no split
     */
    public ImageBatch form(List<FormFile> files, ImageDescription shared) throws IOException {
        if (files.isEmpty()) {
            throw InadmissibleException.noFile();
        }
        if (files.size() > limits.maxImages()) {
            throw TooLargeException.images(limits.maxImages());
        }
        if (files.stream().mapToLong(FormFile::bytes).sum() > limits.maxRequestBytes()) {
            throw TooLargeException.request(limits.maxRequestBytes());
        }
        if (files.size() == 1) {
            refuseAbove(limits.maxImageBytes(), OptionalLong.of(files.get(0).bytes()));
        }
        List<SubmittedImage> images = new ArrayList<>();
        List<RejectedImage> unreadable = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            FormFile file = files.get(i);
            if (file.bytes() > limits.maxImageBytes()) {
                unreadable.add(RejectedImage.of(i, file.name(), limits.imageTooLarge(file.bytes())));
            } else {
                images.add(new SubmittedImage(i, image(file, shared)));
            }
        }
        return new ImageBatch(images, unreadable);
    }

    private static ImageRecord image(FormFile file, ImageDescription shared) throws IOException {
        var description = new ImageDescription(
                shared.label(), shared.split(), shared.source().or(() -> Optional.of(file.name())), shared.mediaType());
        try (InputStream in = file.content().open()) {
            return description.record().setEncoded(ByteString.readFrom(in)).build();
        }
    }

    private static void refuseAbove(long maxBytes, OptionalLong bytes) {
        if (bytes.orElse(0) > maxBytes) {
            throw TooLargeException.image(maxBytes);
        }
    }
}
