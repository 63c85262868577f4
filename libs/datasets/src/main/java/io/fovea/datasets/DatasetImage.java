package io.fovea.datasets;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * One image of a data set, not decoded.
 *
 * @param source where it came from, for people: its path, or its file and number
 * @param encoded the bytes as in the file, or a PNG of what the file has as pixels; not copied, so leave them as they are
 * @param mediaType such as {@code image/png}, by the file's name
 * @param label the class by name, where the data set has it
 * @param sequence the classes of a sequence by name, in reading order, as of a house number's digits; empty without one
 * @param boxes what is where in the image, where the data set says
 * @param knownSha256 what {@link #sha256} is, where it has been computed before; else empty
 */
@SuppressWarnings("ArrayRecordComponent") // images are large and are not copied
public record DatasetImage(
        String source,
        byte[] encoded,
        String mediaType,
        Optional<String> label,
        Split split,
        List<String> sequence,
        List<Box> boxes,
        Optional<String> knownSha256) {

    public DatasetImage {
        sequence = List.copyOf(sequence);
        boxes = List.copyOf(boxes);
    }

    /** An image that has not been hashed yet. */
    public DatasetImage(
            String source,
            byte[] encoded,
            String mediaType,
            Optional<String> label,
            Split split,
            List<String> sequence,
            List<Box> boxes) {
        this(source, encoded, mediaType, label, split, sequence, boxes, Optional.empty());
    }

    /** An image with one class or none. */
    public DatasetImage(String source, byte[] encoded, String mediaType, Optional<String> label, Split split) {
        this(source, encoded, mediaType, label, split, List.of(), List.of());
    }

    /** The same image, whose hash need not be computed again. */
    DatasetImage hashed(String sha256) {
        return new DatasetImage(source, encoded, mediaType, label, split, sequence, boxes, Optional.of(sha256));
    }

    /** The same image in another split. */
    DatasetImage in(Split other) {
        return new DatasetImage(source, encoded, mediaType, label, other, sequence, boxes, knownSha256);
    }

    /** Lower-case hex of the encoded bytes: the same bytes are the same image. */
    public String sha256() {
        return knownSha256.orElseGet(this::computedSha256);
    }

    private String computedSha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    /** Whether the data set says what the image shows: a class or a sequence. */
    public boolean isLabelled() {
        return label.isPresent() || !sequence.isEmpty();
    }
}
