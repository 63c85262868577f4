package io.fovea.transforms;

/** Grey to colour and back, where TensorFlow's decoder does not do it: for GIF and BMP. */
final class Channels {

    private Channels() {}

    /** The same picture with 1 or 3 channels; a fourth, alpha, is dropped. */
    static Image convert(Image image, int channels) {
        if (image.channels() == channels) {
            return image;
        }
        byte[] from = image.pixels();
        byte[] to = new byte[image.height() * image.width() * channels];
        int step = image.channels();
        for (int pixel = 0; pixel < image.height() * image.width(); pixel++) {
            for (int channel = 0; channel < channels; channel++) {
                to[pixel * channels + channel] =
                        channels == 1 ? grey(from, pixel * step) : from[pixel * step + (step == 1 ? 0 : channel)];
            }
        }
        return new Image(image.height(), image.width(), channels, to);
    }

    /** Rec. ITU-R BT.601, as JPEG and TensorFlow's rgb_to_grayscale have it. */
    private static byte grey(byte[] pixels, int offset) {
        double luma = 0.299 * (pixels[offset] & 0xff)
                + 0.587 * (pixels[offset + 1] & 0xff)
                + 0.114 * (pixels[offset + 2] & 0xff);
        return (byte) Math.round(luma);
    }
}
