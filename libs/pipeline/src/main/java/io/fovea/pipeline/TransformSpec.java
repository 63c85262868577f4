package io.fovea.pipeline;

import java.util.List;

/**
 * A step from an encoded picture to the network's numbers. First those on the picture, which preprocessing does and whose pixels
 * travel as they are; then those on its values, which are part of the model's graph.
 */
public sealed interface TransformSpec {

    /** A step on the picture, before it becomes an example. */
    sealed interface OnPicture extends TransformSpec {}

    /** A step on pixels 0..255, inside the network's graph. */
    sealed interface OnValues extends TransformSpec {}

    /**
     * Crops to the smallest box around all of the picture's boxes, widened and clipped; a picture without boxes stays whole.
     *
     * @param widen what is added on each side, as a share of the box's width and height
     */
    record CropToBoxes(double widen) implements OnPicture {}

    /** Resizes to {@code [height, width]}, with Keras' geometry. */
    record Resize(int height, int width, Method method, Aspect aspect, boolean antialias) implements OnPicture {

        /** How pixels are made of pixels. */
        public enum Method {
            BILINEAR,
            BICUBIC,
            /** Each new pixel is the mean of what it covers. */
            AREA
        }

        /** What becomes of a picture of another shape. */
        public enum Aspect {
            STRETCH,
            /** Its middle is cut to the new shape first. */
            CROP,
            /** Black is added on both sides first. */
            PAD
        }
    }

    /** Keeps the middle {@code [height, width]}; a picture smaller than that is resized first, so that it covers it. */
    record CenterCrop(int height, int width) implements OnPicture {}

    /** Grey, on as many channels as the pipeline has. */
    record Greyscale() implements OnPicture {}

    /** Maps pixels 0..255 linearly to {@code [low, high]}. */
    record Rescale(double low, double high) implements OnValues {

        /** What a pixel is multiplied by. */
        public double scale() {
            return (high - low) / 255;
        }

        /** What is added then. */
        public double offset() {
            return low;
        }
    }

    /** What a network of keras.applications was trained to see. */
    record Normalize(Mode mode) implements OnValues {

        /** Keras' modes of {@code preprocess_input}, and that of the pipeline's own architecture. */
        public enum Mode {
            ARCHITECTURE,
            CAFFE,
            TF,
            TORCH,
            NONE
        }
    }

    /** Each picture less its own mean, over its own standard deviation, which is at least that of one grey level in its pixels. */
    record StandardizePerImage() implements OnValues {}

    /**
     * Less the mean, over the standard deviation.
     *
     * @param mean of each channel, or one for all, in units of what arrives: 0..255, or what a rescale made of it
     * @param standardDeviation likewise
     */
    record Standardize(List<Double> mean, List<Double> standardDeviation) implements OnValues {

        public Standardize {
            mean = List.copyOf(mean);
            standardDeviation = List.copyOf(standardDeviation);
        }
    }
}
