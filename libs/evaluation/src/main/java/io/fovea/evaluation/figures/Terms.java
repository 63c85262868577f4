package io.fovea.evaluation.figures;

/**
 * How signals are judged.
 *
 * @param probabilities whether a score is a probability of up, so that above 0.5 says up; else a return, above 0
 * @param quantiles equal parts of a cross-section, by rank of score
 * @param horizonPeriods of the label: that many signals' labels overlap, and a position is held that long
 * @param costBps one-way cost of what is bought or sold, in hundredths of a percent of its value
 */
public record Terms(boolean probabilities, int quantiles, int horizonPeriods, double costBps) {
    /** @throws IllegalArgumentException where a number is out of range */
    public Terms {
        if (quantiles < 2 || horizonPeriods < 1 || !(costBps >= 0)) {
            throw new IllegalArgumentException(
                    "Expected 2 or more quantiles, a horizon of 1 or more and a cost of 0 or more, received %d, %d, %s."
                            .formatted(quantiles, horizonPeriods, costBps));
        }
    }

    /** Above this a score says up. */
    public double threshold() {
        return probabilities ? 0.5 : 0;
    }
}
