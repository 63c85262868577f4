package io.fovea.cnn.explain;

/**
 * Colours by how people see them: equal steps of lightness look equal. Ottosson (2020), "A perceptual color space for image
 * processing".
 */
final class Oklab {
    private static final int HALVINGS = 12;

    private Oklab() {}

    /**
     * The colour as 0xRRGGBB, paler than asked for where the screen has no such colour.
     *
     * @param lightness 0 black to 1 white
     * @param chroma 0 grey, 0.3 as colourful as it gets
     * @param hue in degrees: 30 red, 110 yellow, 145 green, 255 blue, 305 purple
     */
    static int rgb(double lightness, double chroma, double hue) {
        double low = 0;
        double high = chroma;
        if (inGamut(linear(lightness, chroma, hue))) {
            low = chroma;
        }
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = (low + high) / 2;
            if (inGamut(linear(lightness, middle, hue))) {
                low = middle;
            } else {
                high = middle;
            }
        }
        int rgb = 0;
        for (double channel : linear(lightness, low, hue)) {
            rgb = rgb << 8 | (int) Math.round(255 * gamma(Math.max(0, Math.min(1, channel))));
        }
        return rgb;
    }

    private static boolean inGamut(double[] linear) {
        for (double channel : linear) {
            if (channel < -1e-4 || channel > 1 + 1e-4) {
                return false;
            }
        }
        return true;
    }

    private static double[] linear(double lightness, double chroma, double hue) {
        double a = chroma * Math.cos(Math.toRadians(hue));
        double b = chroma * Math.sin(Math.toRadians(hue));
        double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
        double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
        double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
        return new double[] {
            4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
            -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
            -0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s
        };
    }

    private static double cube(double value) {
        return value * value * value;
    }

    private static double gamma(double linear) {
        return linear <= 0.0031308 ? 12.92 * linear : 1.055 * Math.pow(linear, 1 / 2.4) - 0.055;
    }
}
