package io.fovea.evaluation.statistics;

/**
 * Between which bounds a share lies with 95 % confidence, of which {@code right} of {@code all} were seen: Wilson (1927), Journal of the American
 * Statistical Association 22. It keeps within 0 and 1, and holds for few observations too.
 */
public record WilsonInterval(double low, double high) {
    private static final double Z = 1.959963984540054;

    /** @throws IllegalArgumentException where there are none, or more right than there are */
    public static WilsonInterval of(long right, long all) {
        if (all < 1 || right < 0 || right > all) {
            throw new IllegalArgumentException("Expected 0 to %d right, received %d.".formatted(all, right));
        }
        double share = (double) right / all;
        double middle = share + Z * Z / (2 * all);
        double reach = Z * Math.sqrt(share * (1 - share) / all + Z * Z / (4.0 * all * all));
        double scale = 1 + Z * Z / all;
        return new WilsonInterval(Math.max(0, (middle - reach) / scale), Math.min(1, (middle + reach) / scale));
    }
}
