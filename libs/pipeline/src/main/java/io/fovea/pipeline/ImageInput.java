package io.fovea.pipeline;

import java.util.Optional;

/**
 * What the network sees: every image is decoded to these channels and, where its size differs, resized bilinearly.
 *
 * @param channels 1 for grey, 3 for colour; of bands as many as there are
 * @param height in pixels
 * @param width in pixels
 * @param folder where ingestion watches for them, beside its other ways in
 * @param bands where pictures are TIFFs of bands, what becomes of their values
 */
public record ImageInput(int channels, int height, int width, Optional<FolderSpec> folder, Optional<BandsSpec> bands)
        implements InputSpec {

    /** The kind of input that is an image, and its tensor's name. */
    public static final String IMAGE = "image";

    /** Grey or colour, without a folder. */
    public ImageInput(int channels, int height, int width) {
        this(channels, height, width, Optional.empty(), Optional.empty());
    }
}
