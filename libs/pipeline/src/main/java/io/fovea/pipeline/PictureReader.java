package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.fovea.pipeline.TransformSpec.Normalize;
import io.fovea.pipeline.TransformSpec.Resize;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes the steps on pictures from a file that has been found right; their defaults stand here. */
final class PictureReader {

    private PictureReader() {}

    /** @param input what the pipeline's pictures are like, for the sizes that a step leaves out */
    static TransformSpec transform(JsonNode transform, JsonNode input) {
        String key = transform.fieldNames().next();
        JsonNode value = transform.path(key);
        return switch (key) {
            case "cropToBoxes" ->
                new TransformSpec.CropToBoxes(value.path("widen").asDouble(0));
            case "resize" -> resize(value, value.has("size") ? value.path("size") : input.path("size"));
            case "centerCrop" ->
                new TransformSpec.CenterCrop(
                        value.path(0).asInt(), value.path(1).asInt());
            case "greyscale" -> new TransformSpec.Greyscale();
            case "rescale" ->
                new TransformSpec.Rescale(
                        value.path(0).asDouble(), value.path(1).asDouble());
            case "normalize" -> new Normalize(Normalize.Mode.valueOf(upper(value.asText())));
            default -> standardize(value);
        };
    }

    private static Resize resize(JsonNode resize, JsonNode size) {
        return new Resize(
                size.path(0).asInt(),
                size.path(1).asInt(),
                Resize.Method.valueOf(upper(resize.path("method").asText("bilinear"))),
                Resize.Aspect.valueOf(upper(resize.path("aspect").asText("stretch"))),
                resize.path("antialias").asBoolean());
    }

    private static TransformSpec standardize(JsonNode value) {
        return value.isTextual()
                ? new TransformSpec.StandardizePerImage()
                : new TransformSpec.Standardize(numbers(value.path("mean")), numbers(value.path("standardDeviation")));
    }

    static AugmentSpec augment(JsonNode augment) {
        String key = augment.fieldNames().next();
        JsonNode value = augment.path(key);
        return switch (key) {
            case "shift" -> new AugmentSpec.Shift(value.asDouble());
            case "flip" ->
                new AugmentSpec.Flip(
                        !value.asText().equals("vertical"), !value.asText().equals("horizontal"));
            case "rotate" -> new AugmentSpec.Rotate(value.asDouble());
            case "zoom" -> new AugmentSpec.Zoom(value.asDouble());
            case "randomCrop" ->
                new AugmentSpec.RandomCrop(value.path("padding").asInt());
            case "brightness" -> new AugmentSpec.Brightness(value.asDouble());
            case "contrast" -> new AugmentSpec.Contrast(value.asDouble());
            case "saturation" -> new AugmentSpec.Saturation(value.asDouble());
            case "hue" -> new AugmentSpec.Hue(value.asDouble());
            case "cutout" -> new AugmentSpec.Cutout(value.asInt());
            case "mixup" -> new AugmentSpec.Mixup(value.asDouble());
            default -> new AugmentSpec.Cutmix(value.asDouble());
        };
    }

    private static List<Double> numbers(JsonNode list) {
        List<Double> numbers = new ArrayList<>();
        list.forEach(number -> numbers.add(number.asDouble()));
        return numbers;
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }
}
