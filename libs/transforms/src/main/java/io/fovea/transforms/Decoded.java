package io.fovea.transforms;

/** What became of one image of several. */
public sealed interface Decoded {

    /** Its pixels. */
    record Pixels(Image image) implements Decoded {}

    /** Why there are none. */
    record Rejected(ImageRejectedException reason) implements Decoded {}
}
