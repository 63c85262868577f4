package io.fovea.cnn.explain;

/** Colours for numbers. Lightness rises evenly in the first two, so that they can be read in grey too. */
public enum ColourMap {
    /** Black to white. */
    GREY,
    /** Almost black over purple and orange to pale yellow: for what is 0 or above. */
    HEAT,
    /** Blue over white to red, as dark at both ends: for what lies on both sides of 0. */
    DIVERGING;

    private static final int STEPS = 256;

    private final int[] table = new int[STEPS];

    static {
        for (ColourMap map : values()) {
            for (int i = 0; i < STEPS; i++) {
                map.table[i] = map.computed(i / (STEPS - 1.0));
            }
        }
    }

    /** The colour of {@code position}, 0 (low end) to 1 (high end), as 0xRRGGBB; what lies outside has the end's colour. */
    public int rgb(double position) {
        double inside = Math.max(0, Math.min(1, position));
        return table[(int) Math.round(inside * (STEPS - 1))];
    }

    private int computed(double position) {
        return switch (this) {
            case GREY -> (int) Math.round(255 * position) * 0x010101;
            case HEAT ->
                Oklab.rgb(0.13 + 0.83 * position, 0.05 + 0.16 * Math.sin(Math.PI * position), 285 + 182 * position);
            case DIVERGING -> {
                double strength = Math.abs(2 * position - 1);
                yield Oklab.rgb(0.97 - 0.52 * strength, 0.19 * strength, position < 0.5 ? 255 : 27);
            }
        };
    }
}
