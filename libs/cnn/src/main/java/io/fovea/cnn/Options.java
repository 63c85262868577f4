package io.fovea.cnn;

/**
 * How a model is compiled.
 *
 * @param seed of the first weights, of the order of the examples and of dropout: the same seed gives the same run
 * @param threads of TensorFlow; 0 for one a core
 */
public record Options(long seed, Device device, int threads) {
    public Options(long seed, Device device) {
        this(seed, device, 0);
    }

    /** With {@link Device#AUTO}. */
    public static Options seed(long seed) {
        return new Options(seed, Device.AUTO);
    }
}
