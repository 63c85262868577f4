package io.fovea.cnn.search;

import java.util.ArrayList;
import java.util.List;

/**
 * Several {@link SuccessiveHalving}s, from many trials that are compared early to few that are all trained to the end, since it is not
 * known how early a comparison tells: Li et al. (2018), JMLR 18(185), algorithm 1; its Table 1 is {@code maxEpochs} 81, {@code eta} 3.
 *
 * @param maxEpochs that the best of each are trained for
 * @param eta 2 or more; the paper has 3 or 4
 */
public record Hyperband(SearchSpace space, Direction direction, int maxEpochs, int eta, long seed) implements Search {
    /** @throws IllegalArgumentException for fewer than one epoch or an eta below 2 */
    public Hyperband {
        Rung.requirePositive("epochs", maxEpochs);
        Rung.requireEta(eta);
    }

    @Override
    public List<List<Rung>> brackets() {
        int last = 0;
        for (long epochs = eta; epochs <= maxEpochs; epochs *= eta) {
            last++;
        }
        List<List<Rung>> brackets = new ArrayList<>();
        for (int bracket = last; bracket >= 0; bracket--) {
            brackets.add(rungs(bracket, last + 1));
        }
        return brackets;
    }

    private List<Rung> rungs(int halvings, int brackets) {
        int trials = (int) -Math.floorDiv(-brackets * power(halvings), halvings + 1L);
        List<Rung> rungs = new ArrayList<>();
        for (int i = 0; i <= halvings; i++) {
            rungs.add(new Rung((int) (trials / power(i)), (int) Math.round(maxEpochs / (double) power(halvings - i))));
        }
        return rungs;
    }

    private long power(int exponent) {
        long power = 1;
        for (int i = 0; i < exponent; i++) {
            power *= eta;
        }
        return power;
    }
}
