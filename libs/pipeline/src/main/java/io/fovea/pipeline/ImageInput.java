package io.fovea.pipeline;

/**
 * What the network sees: every image is decoded to these channels and, where its size differs, resized bilinearly.
 *
 * @param channels 1 for grey, 3 for colour
 * @param height in pixels
 * @param width in pixels
 */
public record ImageInput(int channels, int height, int width) implements InputSpec {

    /** The kind of input that is an image, and its tensor's name. */
    public static final String IMAGE = "image";
}
