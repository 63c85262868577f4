package io.fovea.cnn.metrics;

/** The area under a curve over all thresholds of some scores. */
final class RankedArea {
    private RankedArea() {}

    /**
     * @param scores which it negates
     * @param signedWeights of what is yes, and minus that of what is no
     * @return NaN where a score is no number, or the curve is not defined
     */
    static double of(Auc.Curve curve, float[] scores, float[] signedWeights) {
        for (int i = 0; i < scores.length; i++) {
            if (Float.isNaN(scores[i])) {
                return Double.NaN;
            }
            scores[i] = -scores[i]; // the largest first
        }
        return area(curve, new TieGroups(scores), signedWeights);
    }

    private static double area(Auc.Curve curve, TieGroups groups, float[] weights) {
        double yes = 0;
        double no = 0;
        double area = 0;
        while (groups.next()) {
            double moreYes = 0;
            double moreNo = 0;
            for (int rank = groups.start(); rank < groups.end(); rank++) {
                double weight = weights[groups.place(rank)];
                moreYes += Math.max(weight, 0);
                moreNo += Math.max(-weight, 0);
            }
            area += curve.step(yes, no, moreYes, moreNo);
            yes += moreYes;
            no += moreNo;
        }
        return area / curve.whole(yes, no);
    }
}
