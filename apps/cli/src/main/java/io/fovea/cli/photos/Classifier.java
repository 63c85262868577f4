package io.fovea.cli.photos;

import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import java.io.IOException;
import java.nio.file.Path;
import org.tensorflow.ndarray.Shape;

/** A network that names photos; holds native memory until it is closed. */
public final class Classifier implements AutoCloseable {

    private static final long SEED = 1; // every weight is loaded, so nothing is drawn
    private static final double ROUNDING = 1e-3;

    private final InferenceModel model;
    private final Shape input;
    private final int classes;

    private Classifier(Model model, Shape input, int classes) {
        this.model = model.inference(Options.seed(SEED));
        this.input = input;
        this.classes = classes;
    }

    /** @param choice the network and what is done to its pixels */
    public static Classifier of(Choice choice) {
        Model model = choice.onPixels();
        return new Classifier(
                model, choice.input(), (int) model.outputs().get(0).shape().size());
    }

    public int classes() {
        return classes;
    }

    /** A probability for each class. */
    public double[] classify(Path photo) throws IOException {
        float[] outputs = model.predict(Photo.read(photo, (int) input.get(0), (int) input.get(1), (int) input.get(2)))
                .toFloats();
        return probabilities(outputs);
    }

    /** Outputs that are probabilities as they are, others as logits. */
    public static double[] probabilities(float[] outputs) {
        return areProbabilities(outputs) ? exactly(outputs) : softmax(outputs);
    }

    private static boolean areProbabilities(float[] outputs) {
        double sum = 0;
        for (float output : outputs) {
            if (!(output >= 0)) {
                return false;
            }
            sum += output;
        }
        return Math.abs(sum - 1) < ROUNDING;
    }

    private static double[] exactly(float[] outputs) {
        double[] values = new double[outputs.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = outputs[i];
        }
        return values;
    }

    private static double[] softmax(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double[] values = new double[logits.length];
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.exp(logits[i] - largest);
            sum += values[i];
        }
        for (int i = 0; i < values.length; i++) {
            values[i] /= sum;
        }
        return values;
    }

    @Override
    public void close() {
        model.close();
    }
}
