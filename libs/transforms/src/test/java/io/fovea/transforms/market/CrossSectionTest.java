package io.fovea.transforms.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CrossSectionTest {

    @Test
    void shouldShareTheMeanPlaceAmongEquals() {
        // When, as scipy.stats.rankdata([0.3, -0.1, 0.3, 0.2]) has it
        double[] ranks = CrossSection.ranks(new double[] {0.3, -0.1, 0.3, 0.2});

        // Then
        assertThat(ranks).containsExactly(3.5, 1, 3.5, 2);
    }

    @Test
    void shouldCentreRanks() {
        // When
        double[] ranks = CrossSection.centredRanks(new double[] {5, 1, 3});

        // Then
        assertThat(ranks).containsExactly(0.5, -0.5, 0);
        assertThat(CrossSection.centredRanks(new double[] {7})).containsExactly(0);
    }

    @Test
    void shouldStandardise() {
        // When: mean 5, population deviation 2
        double[] scores = CrossSection.zScores(new double[] {2, 4, 4, 4, 5, 5, 7, 9});

        // Then
        assertThat(scores[0]).isEqualTo(-1.5, within(1e-12));
        assertThat(scores[7]).isEqualTo(2, within(1e-12));
        assertThat(CrossSection.zScores(new double[] {3, 3})).containsExactly(0, 0);
    }
}
