package io.fovea.endtoend;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Options;
import io.fovea.pipeline.ImageInput;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.transfer.PretrainedBackbone;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/**
 * Weights of a backbone in the place of trained ones, as He et al. (2015) draw them, so that what differs between two pictures is
 * still there behind a hundred layers. Keras' own draw makes it smaller with each.
 */
final class DrawnWeights {
    private static final long SEED = 3;

    private DrawnWeights() {}

    /** By path, of the backbone that a pipeline declares, up to its cut. */
    static Map<String, HostTensor> of(PipelineSpec spec) {
        ImageInput image = spec.image();
        var model = PretrainedBackbone.of(
                        spec.model().backbone().orElseThrow().pretrained().orElseThrow())
                .model(image.height(), image.width(), image.channels());
        try (InferenceModel network = model.inference(Options.seed(SEED))) {
            Map<String, HostTensor> weights = new HashMap<>(network.weights());
            Random random = new Random(SEED);
            weights.keySet().stream()
                    .sorted()
                    .forEach(name -> weights.compute(name, (key, drawn) -> he(name, drawn, random)));
            return weights;
        }
    }

    private static HostTensor he(String name, HostTensor drawn, Random random) {
        long[] shape = drawn.shape();
        if (shape.length < 2) {
            return drawn; // biases and what batch normalization has
        }
        long inputs = drawn.elements() / shape[shape.length - 1];
        double deviation = Math.sqrt(2.0 / (name.contains("depthwise") ? shape[0] * shape[1] : inputs));
        float[] values = new float[Math.toIntExact(drawn.elements())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return HostTensor.float32(shape, values);
    }
}
