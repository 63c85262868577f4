package io.fovea.transforms;

/**
 * Resizes bilinearly, by TensorFlow: half-pixel centres, not antialiased, rounded, as Keras' default is.
 *
 * <p>Thread-safe. Close it to free its native memory.
 */
public final class ImageResize implements AutoCloseable, Transform<Image, Image> {

    private final int height;
    private final int width;
    private final DecodeGraph graph = new DecodeGraph();

    /** To this size, in pixels, without keeping the aspect. */
    public ImageResize(int height, int width) {
        this.height = height;
        this.width = width;
    }

    /** The picture in the new size; one that has it already comes back as it is. */
    @Override
    public Image apply(Image image) {
        boolean fits = image.height() == height && image.width() == width;
        return fits ? image : graph.resize(image, height, width);
    }

    @Override
    public void close() {
        graph.close();
    }
}
