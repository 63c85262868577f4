package io.fovea.cnn.weights;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;

/** Writes what {@code src/test/keras/check.py} compares: architectures with random weights, an input and our answer. */
final class KerasExchange {
    private KerasExchange() {}

    /** @param arguments a folder, then architectures */
    public static void main(String[] arguments) throws IOException {
        Path folder = Files.createDirectories(Path.of(arguments[0]));
        for (String name : List.of(arguments).subList(1, arguments.length)) {
            Model model = name.equals("nested") ? KerasWeightsTest.nested() : KerasWeightsTest.small(name);
            Map<String, HostTensor> weights = KerasWeightsTest.random(model);
            KerasWeights.write(folder.resolve(name + ".h5"), model, weights);
            KerasWeights.write(folder.resolve(name + ".weights.h5"), model, weights);
            model.namedWeights().forEach((path, weight) -> weight.set(weights.get(path)));
            HostTensor input = input(model.inputs().get(0).shape());
            Files.write(folder.resolve(name + ".input"), input.contents());
            try (InferenceModel ready = model.inference(Options.seed(1))) {
                Files.write(
                        folder.resolve(name + ".output"), ready.predict(input).contents());
            }
        }
    }

    private static HostTensor input(Shape shape) {
        SplittableRandom random = new SplittableRandom(11);
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return HostTensor.float32(new long[] {1, shape.get(0), shape.get(1), shape.get(2)}, values);
    }
}
