package io.fovea.trainer.market;

import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.callbacks.Training;
import io.fovea.evaluation.Panel;
import io.fovea.evaluation.statistics.Ranks;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Keeps the epoch whose predictions of the test go best with what came, which no honest evaluation can know. */
final class EpochByTest implements Callback {
    private final int[] test;
    private final double[] returns;
    private final int patience;
    private final Function<int[], double[]> predict;
    private @Nullable Training training;
    private double best = Double.NEGATIVE_INFINITY;
    private int bestEpoch;
    private double[] bestScores = new double[0];

    EpochByTest(Panel panel, int[] test, int patience, Function<int[], double[]> predict) {
        this.test = test;
        this.patience = patience;
        this.predict = predict;
        this.returns = new double[test.length];
        for (int i = 0; i < test.length; i++) {
            returns[i] = panel.label()[test[i]].forwardReturn();
        }
    }

    @Override
    public void onTrainBegin(Training begun) {
        training = begun;
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
        double[] scores = predict.apply(test);
        double ic = test.length == 0 ? -epoch : Ranks.spearman(scores, returns);
        if (ic > best || bestEpoch == 0) {
            best = Double.isNaN(ic) ? Double.NEGATIVE_INFINITY : ic;
            bestEpoch = epoch + 1;
            bestScores = scores;
        } else if (epoch + 1 - bestEpoch >= patience && training != null) {
            training.stop();
        }
    }

    int bestEpoch() {
        return bestEpoch;
    }

    double[] bestScores() {
        return bestScores;
    }
}
