package io.fovea.trainer.training;

import io.fovea.pipeline.TransformSpec;
import io.fovea.pipeline.TransformSpec.Resize;
import java.util.List;
import java.util.Locale;

/** A step on pictures as a manifest says it, and where it is done: before the model, or in its graph. */
final class TransformText {

    private TransformText() {}

    static String of(TransformSpec transform) {
        return what(transform)
                + (transform instanceof TransformSpec.OnValues ? ", in the graph" : ", before the graph");
    }

    private static String what(TransformSpec transform) {
        if (transform instanceof TransformSpec.CropToBoxes crop) {
            return "crop to the boxes, widened by %s on each side".formatted(crop.widen());
        }
        if (transform instanceof Resize resize) {
            return "resize to %d x %d, %s%s, aspect: %s"
                    .formatted(
                            resize.height(),
                            resize.width(),
                            lower(resize.method()),
                            resize.antialias() ? " with antialiasing" : "",
                            lower(resize.aspect()));
        }
        if (transform instanceof TransformSpec.CenterCrop crop) {
            return "crop the middle %d x %d".formatted(crop.height(), crop.width());
        }
        if (transform instanceof TransformSpec.Rescale rescale) {
            return "rescale pixels 0 to 255 to %s to %s".formatted(rescale.low(), rescale.high());
        }
        if (transform instanceof TransformSpec.Normalize normalize) {
            return "normalize as %s".formatted(lower(normalize.mode()));
        }
        if (transform instanceof TransformSpec.Standardize given) {
            return "standardize by mean %s and standard deviation %s"
                    .formatted(text(given.mean()), text(given.standardDeviation()));
        }
        return transform instanceof TransformSpec.Greyscale ? "grey" : "standardize each image by itself";
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static String text(List<Double> numbers) {
        return numbers.size() == 1 ? numbers.get(0).toString() : numbers.toString();
    }
}
