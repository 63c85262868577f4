package io.fovea.trainer.market;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.evaluation.Panel;
import io.fovea.pipeline.LabelSpec;
import io.fovea.pipeline.MarketSpec;

/** Rows of a panel as a network is fed them. */
final class FoldData {
    private static final int PREDICTION_BATCH = 4096;

    private final boolean direction;
    private final long[] shape;

    FoldData(MarketSpec market) {
        this.direction = market.label().kind() == LabelSpec.Kind.DIRECTION;
        this.shape = new long[] {
            0, market.windows().rows(), market.windows().channels().size()
        };
    }

    /** Windows and labels. */
    ArrayDataset of(Panel panel, int[] rows) {
        HostTensor inputs = inputs(panel, rows, 0, rows.length);
        if (direction) {
            long[] labels = new long[rows.length];
            for (int i = 0; i < rows.length; i++) {
                labels[i] = panel.label()[rows[i]].up() ? 1 : 0;
            }
            return new ArrayDataset(inputs, labels);
        }
        float[] returns = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            returns[i] = (float) panel.label()[rows[i]].forwardReturn();
        }
        return new ArrayDataset(inputs, HostTensor.float32(new long[] {rows.length, 1}, returns));
    }

    private HostTensor inputs(Panel panel, int[] rows, int from, int to) {
        int width = panel.features().width();
        float[] values = new float[Math.multiplyExact(to - from, width)];
        for (int i = from; i < to; i++) {
            System.arraycopy(panel.features().values(), rows[i] * width, values, (i - from) * width, width);
        }
        long[] batch = shape.clone();
        batch[0] = to - from;
        return HostTensor.float32(batch, values);
    }

    /** Probabilities of up, or returns. */
    double[] predict(TrainableModel model, Panel panel, int[] rows) {
        double[] scores = new double[rows.length];
        for (int from = 0; from < rows.length; from += PREDICTION_BATCH) {
            int to = Math.min(from + PREDICTION_BATCH, rows.length);
            float[] outputs = model.predict(inputs(panel, rows, from, to)).toFloats();
            for (int i = from; i < to; i++) {
                scores[i] = direction ? probability(outputs, i - from) : outputs[i - from];
            }
        }
        return scores;
    }

    /** Of up, from the two logits of a row. */
    private static double probability(float[] logits, int row) {
        return 1 / (1 + Math.exp(logits[2 * row] - (double) logits[2 * row + 1]));
    }
}
