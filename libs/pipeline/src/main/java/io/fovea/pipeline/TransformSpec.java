package io.fovea.pipeline;

/** A step from pixels to the network's numbers; it is part of the model's graph, so pixels travel as they are. */
public sealed interface TransformSpec {

    /** Maps pixels 0..255 linearly to {@code [low, high]}. */
    record Rescale(double low, double high) implements TransformSpec {

        /** What a pixel is multiplied by. */
        public double scale() {
            return (high - low) / 255;
        }

        /** What is added then. */
        public double offset() {
            return low;
        }
    }
}
