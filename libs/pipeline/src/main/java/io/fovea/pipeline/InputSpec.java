package io.fovea.pipeline;

/**
 * What the network sees: every image is decoded to these channels and, where its size differs, resized bilinearly.
 *
 * @param kind {@code image}, the only kind
 * @param channels 1 for grey, 3 for colour
 * @param height in pixels
 * @param width in pixels
 */
public record InputSpec(String kind, int channels, int height, int width) {

    /** The kind of input that is an image. */
    public static final String IMAGE = "image";
}
