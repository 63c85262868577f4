package io.fovea.cli.learn;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cnn.Input;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Model;
import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.weights.ArchitectureFit;
import io.fovea.cnn.weights.WeightFile;
import io.fovea.cnn.weights.WeightsException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * The network whose features are learned on, as a person asked for it.
 *
 * @param weights a file, or {@code imagenet}
 * @param layer the last one before the classifier
 * @param pooling {@code average} where that layer gives a picture, else {@code none}
 */
public record PretrainedNetwork(String architecture, double width, String weights, String layer, String pooling) {

    /**
     * The network that the file's weights are of, where there is one; else the one that is named, with what is published for it.
     *
     * @throws CommandFailure where it cannot be told which network it is
     */
    public static PretrainedNetwork of(String architecture, double width, @Nullable Path weights) {
        try {
            return weights == null ? named(architecture, width, "imagenet") : found(weights);
        } catch (IllegalArgumentException | WeightsException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private static PretrainedNetwork found(Path weights) {
        ArchitectureFit fit = ArchitectureFit.of(WeightFile.read(weights).weights()).stream()
                .filter(candidate -> candidate.missing().isEmpty())
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "The weights %s are of no whole architecture that there is here: ./fovea model import shows what they fit."
                                .formatted(weights)));
        return named(
                fit.name(), fit.width(), weights.toAbsolutePath().normalize().toString());
    }

    private static PretrainedNetwork named(String name, double width, String weights) {
        Architecture architecture = Architectures.named(name, width);
        Shape input = architecture.defaultInput();
        if (input.numDimensions() != 3 || input.get(2) != 3) {
            throw new CommandFailure("%s takes no colour pictures, and has no place here.".formatted(name));
        }
        List<Layer> layers =
                Model.of(architecture.features(Input.float32("input", input))).layers();
        Layer last = layers.get(layers.size() - 1);
        return new PretrainedNetwork(
                name, width, weights, last.name(), last.output().shape().numDimensions() == 3 ? "average" : "none");
    }
}
