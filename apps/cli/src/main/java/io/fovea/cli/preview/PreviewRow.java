package io.fovea.cli.preview;

import io.fovea.cli.terminal.Json;
import io.fovea.datasets.DatasetImage;
import io.fovea.transforms.Image;
import java.util.List;
import java.util.Map;

/**
 * One image of a preview.
 *
 * @param image as in the data set
 * @param id its content's hash, which augmentation is drawn from
 * @param original in its own size
 * @param seen as the network sees it
 * @param augmented as training sees it, an epoch each
 */
public record PreviewRow(DatasetImage image, String id, Image original, Image seen, List<Augmented> augmented) {

    /** A picture that was changed, and its label, which may be two. */
    record Augmented(Image picture, String label) {}

    public PreviewRow {
        augmented = List.copyOf(augmented);
    }

    /** For people. */
    public String line() {
        return "%s  %s, %d x %d".formatted(image.source(), label(), original.height(), original.width());
    }

    public Map<String, Object> json() {
        Map<String, Object> object = Json.object();
        object.put("source", image.source());
        object.put("id", id);
        object.put("label", image.label().orElse(null));
        object.put("height", original.height());
        object.put("width", original.width());
        object.put("augmentedLabels", augmented.stream().map(Augmented::label).toList());
        return object;
    }

    String label() {
        return labelOf(image);
    }

    /** What it shows, for people. */
    static String labelOf(DatasetImage image) {
        return image.label().orElseGet(() -> image.isLabelled() ? String.join(" ", image.sequence()) : "no label");
    }
}
