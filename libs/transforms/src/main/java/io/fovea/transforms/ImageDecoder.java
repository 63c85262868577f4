package io.fovea.transforms;

import io.fovea.pipeline.BandsSpec;
import io.fovea.transforms.ImageRejectedException.Code;
import java.util.function.Supplier;
import org.tensorflow.exceptions.TFInvalidArgumentException;
import org.tensorflow.exceptions.TFResourceExhaustedException;
import org.tensorflow.exceptions.TFUnimplementedException;
import org.tensorflow.exceptions.TensorFlowException;

/**
 * Encoded images become pixels, by TensorFlow's {@code DecodeImage}: PNG, JPEG, BMP, and the first frame of a GIF.
 *
 * <p>Bytes and declared size are held against the limits before anything is decoded, so that what an image costs is
 * bounded whatever it holds. Thread-safe; a call decodes in its own thread. Close it to free its native memory.
 */
public final class ImageDecoder implements AutoCloseable {

    private final ImageLimits limits;
    private final DecodeGraph graph = new DecodeGraph();

    public ImageDecoder(ImageLimits limits) {
        this.limits = limits;
    }

    /**
     * The image in its own size.
     *
     * @param channels 1 for grey, 3 for red, green, blue, whatever the image has; alpha is dropped
     * @throws ImageRejectedException when the image is over a limit, broken, or of no format that is read
     */
    public Image decode(byte[] encoded, int channels) {
        ImageHeader header = checked(encoded, channels);
        return run(header, () -> pixels(header, encoded, channels));
    }

    /**
     * The image in this size; one of another size is resized bilinearly, as Keras does it, without keeping its aspect.
     *
     * @param channels 1 for grey, 3 for red, green, blue, whatever the image has; alpha is dropped
     * @throws ImageRejectedException when the image is over a limit, broken, or of no format that is read
     */
    public Image decode(byte[] encoded, int channels, int height, int width) {
        ImageHeader header = checked(encoded, channels);
        boolean differs = header.height() != height || header.width() != width;
        if (differs && hasAnyChannels(header)) {
            return run(header, () -> graph.decodeAndResize(encoded, channels, height, width));
        }
        Image image = run(header, () -> pixels(header, encoded, channels));
        return resize(image, height, width);
    }

    /**
     * A TIFF in its own size, each band mapped to bytes as declared.
     *
     * @throws ImageRejectedException when it is over a limit, broken, no TIFF, or of another number of bands
     */
    public Image decode(byte[] encoded, BandsSpec declared) {
        ImageHeader header = checked(encoded);
        if (header.format() != ImageFormat.TIFF) {
            throw ImageRejectedException.undecodable(
                    "The image is a %s; expected a TIFF of %d bands.", header.format(), declared.count());
        }
        return BandsTiff.read(encoded).image(declared);
    }

    /** The same in another size. */
    Image resize(Image image, int height, int width) {
        boolean fits = image.height() == height && image.width() == width;
        return fits ? image : graph.resize(image, height, width);
    }

    /** Frees the native memory; waits for calls that are under way. */
    @Override
    public void close() {
        graph.close();
    }

    private ImageHeader checked(byte[] encoded, int channels) {
        if (channels != 1 && channels != 3) {
            throw new IllegalArgumentException("Expected 1 or 3 channels, received %d.".formatted(channels));
        }
        return checked(encoded);
    }

    private ImageHeader checked(byte[] encoded) {
        if (encoded.length > limits.maxBytes()) {
            throw ImageRejectedException.tooLarge(
                    "The image has %d bytes; allowed: %d.", encoded.length, limits.maxBytes());
        }
        ImageHeader header = ImageHeader.read(encoded);
        if (header.pixelCount() > limits.maxPixels()) {
            throw ImageRejectedException.tooLarge(
                    "The %s declares %d x %d pixels; allowed: %d in all.",
                    header.format(), header.height(), header.width(), limits.maxPixels());
        }
        return header;
    }

    private Image pixels(ImageHeader header, byte[] encoded, int channels) {
        return switch (header.format()) {
            case PNG, JPEG -> graph.decode(encoded, channels);
            case GIF -> Channels.convert(graph.decode(firstFrame(encoded), DecodeGraph.ANY), channels);
            case BMP -> Channels.convert(graph.decode(encoded, DecodeGraph.ANY), channels);
            case TIFF ->
                throw ImageRejectedException.undecodable(
                        "The image is a TIFF, which a pipeline with input.bands takes; expected PNG, JPEG, GIF or BMP.");
        };
    }

    /** Whether TensorFlow decodes it to the channels asked for; of GIF and BMP it gives what they have. */
    private static boolean hasAnyChannels(ImageHeader header) {
        return header.format() == ImageFormat.PNG || header.format() == ImageFormat.JPEG;
    }

    private static byte[] firstFrame(byte[] gif) {
        return GifFrame.first(new EncodedBytes(ImageFormat.GIF, gif)).alone(gif);
    }

    private static Image run(ImageHeader header, Supplier<Image> decoding) {
        try {
            return decoding.get();
        } catch (TFResourceExhaustedException e) { // memory is short: not the image's fault
            throw e;
        } catch (TFInvalidArgumentException | TFUnimplementedException | TensorFlowException e) {
            throw new ImageRejectedException(
                    Code.UNDECODABLE_IMAGE,
                    "The %s of %d x %d pixels cannot be decoded: %s"
                            .formatted(header.format(), header.height(), header.width(), DecodeGraph.reason(e)));
        }
    }
}
