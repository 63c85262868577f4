package io.fovea.ingestion.submission;

import io.fovea.messaging.Rejection;
import io.fovea.proto.image.v1.BoundingBox;

/** An image that its pipeline cannot use; nothing is wrong with the images beside it. */
public final class InadmissibleException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;

    private InadmissibleException(String code, String explanation) {
        super(explanation, null, false, false); // no stack trace per image
        this.code = code;
    }

    /** For what preprocessing would reject too, in the same words. */
    static InadmissibleException as(Rejection why) {
        return new InadmissibleException(why.code(), why.explanation());
    }

    static InadmissibleException malformed(String explanation) {
        return new InadmissibleException("MALFORMED_RECORD", explanation);
    }

    static InadmissibleException unknownSplit(Object split) {
        return new InadmissibleException(
                "UNKNOWN_SPLIT", "Split %s is unknown; allowed: train, validation, test, or none.".formatted(split));
    }

    static InadmissibleException otherId(String given, String sha256) {
        return new InadmissibleException(
                "ID_MISMATCH",
                "The id is %s, but the sha256 of the bytes is %s. Maybe leave the id empty.".formatted(given, sha256));
    }

    static InadmissibleException longDescription(long bytes, long allowed) {
        return new InadmissibleException(
                "DESCRIPTION_TOO_LARGE",
                "Label, boxes and source take %,d bytes, and %,d are allowed.".formatted(bytes, allowed));
    }

    static InadmissibleException unusableBox(BoundingBox box) {
        return new InadmissibleException(
                "UNUSABLE_BOX",
                "A box at left %s, top %s is %s wide and %s high; expected pixels, width and height above 0."
                        .formatted(box.getLeft(), box.getTop(), box.getWidth(), box.getHeight()));
    }

    static InadmissibleException malformedEvent(String attribute, String found, String expected) {
        return new InadmissibleException(
                "MALFORMED_EVENT",
                "The CloudEvent's attribute %s (header ce-%s) is %s; expected %s."
                        .formatted(attribute, attribute, found.isEmpty() ? "missing" : "'" + found + "'", expected));
    }

    static InadmissibleException noFile() {
        return new InadmissibleException(
                "NO_IMAGE",
                "The form has no file. Send each image as a part with a filename, such as -F image=@7.png.");
    }

    /** For a field of a form that means nothing here, or comes twice. */
    public static InadmissibleException unknownField(String field) {
        return new InadmissibleException(
                "UNKNOWN_FIELD",
                "The form's field %s cannot be used; expected files, and once each label, split and source. A file is a part with a filename."
                        .formatted(field));
    }

    /** Stable, for programs, such as UNKNOWN_LABEL. */
    public String code() {
        return code;
    }

    /** A sentence, for people. */
    public String explanation() {
        return getMessage();
    }
}
