package io.fovea.datasets;

/**
 * A rectangle in an image, in pixels from its top left corner; it may lie partly outside, as some of SVHN's do.
 *
 * @param width above 0
 * @param height above 0
 * @param label the class of what is inside, by name
 */
public record Box(float left, float top, float width, float height, String label) {

    /** @throws DatasetException where it is no rectangle of pixels */
    public Box {
        if (!Float.isFinite(left) || !Float.isFinite(top) || !isExtent(width) || !isExtent(height)) {
            throw new DatasetException(
                    "The box of '%s' at left %s, top %s is %s wide and %s high; expected pixels, width and height above 0."
                            .formatted(label, left, top, width, height));
        }
    }

    private static boolean isExtent(float pixels) {
        return pixels > 0 && Float.isFinite(pixels);
    }
}
