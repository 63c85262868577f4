package io.fovea.cnn;

import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import java.util.List;
import org.tensorflow.ndarray.Shape;

/** Every architecture of the list at a small input size, on pixels, its preprocessing inside. */
public final class SmallArchitectures {
    private SmallArchitectures() {}

    public static List<String> names() {
        return Architectures.names();
    }

    public static Model named(String name) {
        Architecture architecture = Architectures.named(name);
        SymbolicTensor pixels = Input.uint8("image", size(architecture));
        return architecture.build(pixels.then(new ImageNetPreprocessing(architecture.preprocessing())), 7);
    }

    private static Shape size(Architecture architecture) {
        Shape published = architecture.defaultInput();
        return switch (architecture.name()) {
            case "inceptionv3", "inceptionresnetv2" -> Shape.of(75, 75, 3);
            case "xception" -> Shape.of(71, 71, 3);
            case "alexnet", "squeezenet" -> Shape.of(67, 67, 3);
            default -> published.get(0) > 64 ? Shape.of(32, 32, published.get(2)) : published;
        };
    }
}
