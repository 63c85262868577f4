package io.fovea.transforms;

import io.fovea.pipeline.ImageInput;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.TransformSpec;
import io.fovea.pipeline.TransformSpec.OnPicture;
import io.fovea.pipeline.TransformSpec.Resize;
import io.fovea.pipeline.TransformSpec.Resize.Aspect;
import io.fovea.pipeline.TransformSpec.Resize.Method;
import java.util.List;

/**
 * From an encoded picture to the pixels that a pipeline's network is given: decoded, its steps on pictures done, and at last
 * resized bilinearly where it is not of the pipeline's size yet. Training and serving go this way, and none other.
 *
 * <p>Thread-safe. Close it to free its native memory; the decoder stays the caller's.
 */
public final class PictureTransform implements AutoCloseable {

    private final ImageDecoder decoder;
    private final ResizeGraph graph = new ResizeGraph();

    public PictureTransform(ImageDecoder decoder) {
        this.decoder = decoder;
    }

    /**
     * The picture as a network of the pipeline is given it, in {@code pipeline.image()}'s size and channels.
     *
     * @param boxes what the data set says is in the picture; often nothing
     * @throws ImageRejectedException when it is over a limit, broken, or of no format that is read
     */
    public Image apply(byte[] encoded, List<PictureBox> boxes, PipelineSpec pipeline) {
        ImageInput input = pipeline.image();
        List<OnPicture> steps = steps(pipeline);
        if (input.bands().isPresent()) {
            Image bands = decoder.decode(encoded, input.bands().get());
            return decoder.resize(done(steps, bands, boxes), input.height(), input.width());
        }
        if (steps.isEmpty()) {
            return decoder.decode(encoded, input.channels(), input.height(), input.width());
        }
        boolean isGrey = steps.contains(new TransformSpec.Greyscale());
        Image image = done(steps, decoder.decode(encoded, isGrey ? 1 : input.channels()), boxes);
        Image sized = resized(image, input.height(), input.width(), Method.BILINEAR, false);
        return Channels.convert(sized, input.channels());
    }

    private Image done(List<OnPicture> steps, Image decoded, List<PictureBox> boxes) {
        Image image = decoded;
        for (OnPicture step : steps) {
            image = done(step, image, boxes);
        }
        return image;
    }

    /** Frees the native memory; waits for calls that are under way. */
    @Override
    public void close() {
        graph.close();
    }

    private static List<OnPicture> steps(PipelineSpec pipeline) {
        return pipeline.transforms().stream()
                .filter(OnPicture.class::isInstance)
                .map(OnPicture.class::cast)
                .toList();
    }

    private Image done(OnPicture step, Image image, List<PictureBox> boxes) {
        if (step instanceof TransformSpec.CropToBoxes crop) {
            return boxes.isEmpty()
                    ? image
                    : PictureBox.around(boxes)
                            .widened(crop.widen())
                            .in(image.height(), image.width())
                            .of(image);
        }
        if (step instanceof Resize resize) {
            return resized(framed(image, resize), resize.height(), resize.width(), resize.method(), resize.antialias());
        }
        return step instanceof TransformSpec.CenterCrop crop ? centre(image, crop) : image; // grey it is already
    }

    private static Image framed(Image image, Resize resize) {
        if (resize.aspect() == Aspect.STRETCH) {
            return image;
        }
        Window window = resize.aspect() == Aspect.CROP
                ? Window.cropped(image, resize.height(), resize.width())
                : Window.padded(image, resize.height(), resize.width());
        return window.of(image);
    }

    /** Keras' {@code CenterCrop}, which resizes what is smaller than the crop, keeping its aspect. */
    private Image centre(Image image, TransformSpec.CenterCrop crop) {
        if (image.height() >= crop.height() && image.width() >= crop.width()) {
            return Window.middle(image, crop.height(), crop.width()).of(image);
        }
        Image framed = Window.cropped(image, crop.height(), crop.width()).of(image);
        return resized(framed, crop.height(), crop.width(), Method.BILINEAR, false);
    }

    private Image resized(Image image, int height, int width, Method method, boolean antialias) {
        boolean fits = image.height() == height && image.width() == width;
        return fits ? image : graph.resize(image, height, width, method, antialias);
    }
}
