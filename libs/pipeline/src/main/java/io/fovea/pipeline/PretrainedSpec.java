package io.fovea.pipeline;

/**
 * A published architecture up to one of its layers, with weights.
 *
 * @param architecture its name, such as {@code mobilenet}
 * @param width the paper's alpha; 1 for what has none
 * @param weights {@link #IMAGENET}, {@link #RANDOM}, {@link #HANDMADE} or the name of a file. Only the command line opens it: services take the weights from
 *     the registry
 * @param cut the layer that it ends with, such as {@code block3_pool}
 * @param pooling what becomes of that layer's output
 */
public record PretrainedSpec(String architecture, double width, String weights, String cut, Pooling pooling) {
    /** The weights that keras.applications publishes. */
    public static final String IMAGENET = "imagenet";

    /** Weights drawn from {@code train.seed}: for comparison. */
    public static final String RANDOM = "random";

    /** Weights that the architecture comes with, such as {@code edgefilters}. */
    public static final String HANDMADE = "handmade";

    /** What becomes of features {@code [height, width, channels]}. */
    public enum Pooling {
        NONE,
        AVERAGE,
        MAX
    }

    /** The name of the layer that gives the features. */
    public String output() {
        return pooling == Pooling.NONE ? cut : cut + "_" + pooling.name().toLowerCase(java.util.Locale.ROOT);
    }
}
