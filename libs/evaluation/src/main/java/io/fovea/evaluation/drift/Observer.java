package io.fovea.evaluation.drift;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes observations, of the training set and of what comes later alike.
 *
 * <p>Of a picture: mean and contrast (standard deviation) of each channel, in the raw values 0 to 255; its vector is the model's
 * probabilities, whose shift shows a shift of the pictures themselves (Lipton et al. 2018; found the best of many by Rabanser et
 * al. 2019, "Failing Loudly", table 1). Of features: their length (L2 norm), and the features as vector.
 */
public final class Observer {

    private final boolean isPicture;
    private final int channels;
    private final List<String> names;

    private Observer(boolean isPicture, int channels) {
        this.isPicture = isPicture;
        this.channels = channels;
        List<String> all = new ArrayList<>();
        if (isPicture) {
            IntStream.range(0, channels).forEach(channel -> {
                all.add("mean_" + channel);
                all.add("contrast_" + channel);
            });
        } else {
            all.add("norm");
        }
        all.add("probability");
        this.names = List.copyOf(all);
    }

    /** Of pictures of bytes, [height, width, channels]. */
    public static Observer ofPictures(int channels) {
        return new Observer(true, channels);
    }

    /** Of features, as little-endian FP32. */
    public static Observer ofFeatures() {
        return new Observer(false, 0);
    }

    /** What each of an observation's figures is of. */
    public List<String> names() {
        return names;
    }

    /**
     * @param input one example's contents, from the buffer's position to its limit; neither is moved
     */
    public Observation observe(ByteBuffer input, ModelAnswer answer) {
        double[] figures = new double[names.size()];
        float[] vector = answer.probabilities();
        if (isPicture) {
            moments(input, figures);
        } else {
            vector = floats(input);
            figures[0] = norm(vector);
        }
        figures[figures.length - 1] = answer.probability();
        return new Observation(figures, vector, answer.predicted());
    }

    private void moments(ByteBuffer input, double[] figures) {
        long[] sums = new long[channels];
        long[] squares = new long[channels];
        int from = input.position();
        int count = input.remaining() / channels;
        for (int i = 0; i < count * channels; i++) {
            int value = input.get(from + i) & 0xff;
            sums[i % channels] += value;
            squares[i % channels] += value * value;
        }
        for (int channel = 0; channel < channels; channel++) {
            double mean = sums[channel] / (double) count;
            figures[2 * channel] = mean;
            figures[2 * channel + 1] = Math.sqrt(Math.max(0, squares[channel] / (double) count - mean * mean));
        }
    }

    private static float[] floats(ByteBuffer input) {
        float[] values = new float[input.remaining() / Float.BYTES];
        input.slice().order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
        return values;
    }

    private static double norm(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }
}
