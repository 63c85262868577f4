package io.fovea.transforms.augment;

/**
 * Where a pixel of the new picture is taken from in the old one: {@code x = a x' + b y' + c}, {@code y = d x' + e y' + f}, in pixels.
 */
record Motion(double a, double b, double c, double d, double e, double f) {

    static Motion none() {
        return new Motion(1, 0, 0, 0, 1, 0);
    }

    /** Moves the picture right and down. */
    static Motion shift(double right, double down) {
        return new Motion(1, 0, -right, 0, 1, -down);
    }

    static Motion mirror(boolean horizontal, boolean vertical, int height, int width) {
        return new Motion(
                horizontal ? -1 : 1, 0, horizontal ? width - 1 : 0, 0, vertical ? -1 : 1, vertical ? height - 1 : 0);
    }

    /** Turns the picture clockwise about its middle. */
    static Motion rotation(double degrees, int height, int width) {
        double cos = Math.cos(Math.toRadians(degrees));
        double sin = Math.sin(Math.toRadians(degrees));
        return about(height, width, cos, sin, -sin, cos);
    }

    /** Makes the picture this many times as large about its middle. */
    static Motion zoom(double scale, int height, int width) {
        return about(height, width, 1 / scale, 0, 0, 1 / scale);
    }

    private static Motion about(int height, int width, double a, double b, double d, double e) {
        double x = (width - 1) / 2.0;
        double y = (height - 1) / 2.0;
        return new Motion(a, b, x - a * x - b * y, d, e, y - d * x - e * y);
    }

    /** This one, then the next, as one. */
    Motion then(Motion next) {
        return new Motion(
                a * next.a + b * next.d,
                a * next.b + b * next.e,
                a * next.c + b * next.f + c,
                d * next.a + e * next.d,
                d * next.b + e * next.e,
                d * next.c + e * next.f + f);
    }

    /** As TensorFlow's ImageProjectiveTransform takes it. */
    float[] projective() {
        return new float[] {(float) a, (float) b, (float) c, (float) d, (float) e, (float) f, 0, 0};
    }
}
