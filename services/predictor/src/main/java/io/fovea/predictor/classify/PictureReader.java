package io.fovea.predictor.classify;

import io.fovea.cnn.HostTensor;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.transforms.Image;
import io.fovea.transforms.ImageDecoder;
import io.fovea.transforms.ImageFormat;
import io.fovea.transforms.ImageLimits;
import io.fovea.transforms.PictureTransform;
import java.time.Duration;
import java.util.List;

/**
 * A JPEG or PNG, of bands a TIFF, becomes the pixels that a pipeline's network is given, by the way that training and the stream go. As many at
 * a time as there are cores, so that memory is bounded. Thread-safe; close it to free its native memory.
 */
final class PictureReader implements AutoCloseable {

    private final ImageDecoder decoder;
    private final PictureTransform transform;
    private final Turns turns;

    /** @param patience how long a caller waits for its turn */
    PictureReader(ImageLimits limits, Duration patience) {
        this.decoder = new ImageDecoder(limits);
        this.transform = new PictureTransform(decoder);
        this.turns = new Turns(Runtime.getRuntime().availableProcessors(), patience);
    }

    /**
     * One row of the network's input, UINT8 {@code [1, height, width, channels]}.
     *
     * @throws UnsupportedPictureException where it is neither JPEG nor PNG; of a pipeline on bands, where it is no TIFF
     * @throws io.fovea.transforms.ImageRejectedException where it is over a limit or broken
     */
    HostTensor read(byte[] encoded, PipelineSpec pipeline) {
        boolean isRead = ImageFormat.of(encoded)
                .filter(format -> pipeline.image().bands().isPresent()
                        ? format == ImageFormat.TIFF
                        : format == ImageFormat.JPEG || format == ImageFormat.PNG)
                .isPresent();
        if (!isRead) {
            throw new UnsupportedPictureException(encoded.length);
        }
        Image image = turns.take(() -> transform.apply(encoded, List.of(), pipeline));
        return HostTensor.uint8(new long[] {1, image.height(), image.width(), image.channels()}, image.pixels());
    }

    @Override
    public void close() {
        transform.close();
        decoder.close();
    }
}
