package io.fovea.transforms;

/** An image cannot be used; code and explanation are fit for a dead letter's reason or an answer over HTTP. */
public final class ImageRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Why, for counting. */
    public enum Code {
        /** Not an image, broken, or of a kind that is not read. */
        UNDECODABLE_IMAGE,
        /** Over the limit on bytes or on declared pixels. */
        IMAGE_TOO_LARGE
    }

    private final Code code;

    ImageRejectedException(Code code, String explanation) {
        super(explanation);
        this.code = code;
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation would be one more dependency
    static ImageRejectedException undecodable(String explanation, Object... values) {
        return new ImageRejectedException(Code.UNDECODABLE_IMAGE, explanation.formatted(values));
    }

    @SuppressWarnings("AnnotateFormatMethod")
    static ImageRejectedException tooLarge(String explanation, Object... values) {
        return new ImageRejectedException(Code.IMAGE_TOO_LARGE, explanation.formatted(values));
    }

    /** Stable, such as {@code UNDECODABLE_IMAGE}. */
    public String code() {
        return code.name();
    }

    /** A sentence for people. */
    public String explanation() {
        return String.valueOf(getMessage());
    }

    /** Rejections are many and expected: no stack is walked. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
