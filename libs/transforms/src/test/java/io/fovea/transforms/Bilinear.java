package io.fovea.transforms;

/** Bilinear resizing with half-pixel centres, written from its definition, to hold TensorFlow's against. */
final class Bilinear {

    private Bilinear() {}

    static byte[] resize(Image image, int height, int width) {
        byte[] resized = new byte[height * width * image.channels()];
        int offset = 0;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double sourceY = (y + 0.5) * image.height() / height - 0.5;
                double sourceX = (x + 0.5) * image.width() / width - 0.5;
                for (int channel = 0; channel < image.channels(); channel++) {
                    resized[offset++] = (byte) Math.rint(at(image, sourceY, sourceX, channel));
                }
            }
        }
        return resized;
    }

    private static double at(Image image, double y, double x, int channel) {
        int top = (int) Math.floor(y);
        int left = (int) Math.floor(x);
        double down = y - top;
        double right = x - left;
        return (1 - down)
                        * ((1 - right) * pixel(image, top, left, channel)
                                + right * pixel(image, top, left + 1, channel))
                + down
                        * ((1 - right) * pixel(image, top + 1, left, channel)
                                + right * pixel(image, top + 1, left + 1, channel));
    }

    private static int pixel(Image image, int y, int x, int channel) {
        int row = Math.min(image.height() - 1, Math.max(0, y));
        int column = Math.min(image.width() - 1, Math.max(0, x));
        return image.pixels()[(row * image.width() + column) * image.channels() + channel] & 0xff;
    }
}
