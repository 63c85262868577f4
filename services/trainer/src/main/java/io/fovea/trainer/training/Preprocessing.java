package io.fovea.trainer.training;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import io.fovea.cnn.layers.Normalization;
import io.fovea.cnn.layers.PerImageStandardization;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.TransformSpec;
import io.fovea.pipeline.TransformSpec.OnValues;
import java.util.List;

/** The steps on values as the first layers of the network: what is exported takes raw pixels. */
record Preprocessing(List<OnValues> steps, ImageNetPreprocessing.Mode ofArchitecture) {

    static Preprocessing of(PipelineSpec pipeline) {
        return new Preprocessing(
                pipeline.transforms().stream()
                        .filter(OnValues.class::isInstance)
                        .map(OnValues.class::cast)
                        .toList(),
                pipeline.model()
                        .architecture()
                        .map(name -> Architectures.named(name).preprocessing())
                        .orElse(ImageNetPreprocessing.Mode.NONE));
    }

    /** @throws IllegalArgumentException when a step needs other channels than there are */
    SymbolicTensor apply(SymbolicTensor pixels) {
        SymbolicTensor values = pixels;
        for (OnValues step : steps) {
            values = done(step, values);
        }
        return values;
    }

    private SymbolicTensor done(OnValues step, SymbolicTensor values) {
        if (step instanceof TransformSpec.Rescale rescale) {
            return values.then(new Rescaling(rescale.scale(), rescale.offset()));
        }
        if (step instanceof TransformSpec.Standardize given) {
            return values.then(new Normalization(floats(given.mean()), squares(given.standardDeviation())));
        }
        if (step instanceof TransformSpec.Normalize normalize) {
            ImageNetPreprocessing.Mode mode = mode(normalize.mode());
            return mode == ImageNetPreprocessing.Mode.NONE ? values : values.then(new ImageNetPreprocessing(mode));
        }
        return values.then(new PerImageStandardization());
    }

    private ImageNetPreprocessing.Mode mode(TransformSpec.Normalize.Mode declared) {
        return switch (declared) {
            case ARCHITECTURE -> ofArchitecture;
            case CAFFE -> ImageNetPreprocessing.Mode.CAFFE;
            case TF -> ImageNetPreprocessing.Mode.TF;
            case TORCH -> ImageNetPreprocessing.Mode.TORCH;
            case NONE -> ImageNetPreprocessing.Mode.NONE;
        };
    }

    private static float[] floats(List<Double> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i).floatValue();
        }
        return floats;
    }

    private static float[] squares(List<Double> values) {
        float[] squares = new float[values.size()];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = (float) (values.get(i) * values.get(i));
        }
        return squares;
    }
}
