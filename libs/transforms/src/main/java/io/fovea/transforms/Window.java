package io.fovea.transforms;

/**
 * A part of a picture in whole pixels; one that begins below 0 or ends beyond the picture has black there.
 *
 * @param top of its first row
 * @param left of its first column
 */
record Window(int top, int left, int height, int width) {

    private static final int MAX_PADDED_PIXELS = 50_000_000;

    /** The largest one in the middle of a picture that has the target's aspect: Keras' {@code crop_to_aspect_ratio}. */
    static Window cropped(Image image, int height, int width) {
        int cropHeight = Math.min(image.height(), (int) ((double) image.width() * height / width));
        int cropWidth = Math.min(image.width(), (int) ((double) image.height() * width / height));
        return middle(image, Math.max(1, cropHeight), Math.max(1, cropWidth));
    }

    /** The smallest one around a picture that has the target's aspect: Keras' {@code pad_to_aspect_ratio}. */
    static Window padded(Image image, int height, int width) {
        int padHeight = Math.max(image.height(), (int) ((double) image.width() * height / width));
        int padWidth = Math.max(image.width(), (int) ((double) image.height() * width / height));
        int top = (padHeight - image.height()) / 2;
        int left = (padWidth - image.width()) / 2;
        if ((long) padHeight * padWidth > MAX_PADDED_PIXELS) {
            throw ImageRejectedException.tooLarge(
                    "The picture of %d x %d pixels would be padded to %d x %d; allowed: %d pixels in all.",
                    image.height(), image.width(), padHeight, padWidth, MAX_PADDED_PIXELS);
        }
        return new Window(-top, -left, padHeight, padWidth);
    }

    /** In the middle; where it cannot be quite there, a pixel nearer to the top or the left. */
    static Window middle(Image image, int height, int width) {
        return new Window((image.height() - height) / 2, (image.width() - width) / 2, height, width);
    }

    boolean isAllOf(Image image) {
        return top == 0 && left == 0 && height == image.height() && width == image.width();
    }

    /** What a picture has here. */
    Image of(Image image) {
        if (isAllOf(image)) {
            return image;
        }
        int channels = image.channels();
        byte[] part = new byte[Math.multiplyExact(Math.multiplyExact(height, width), channels)];
        int fromX = Math.max(0, left);
        int columns = Math.min(image.width(), left + width) - fromX;
        for (int y = Math.max(0, top); y < Math.min(image.height(), top + height); y++) {
            System.arraycopy(
                    image.pixels(),
                    (y * image.width() + fromX) * channels,
                    part,
                    ((y - top) * width + fromX - left) * channels,
                    columns * channels);
        }
        return new Image(height, width, channels, part);
    }
}
