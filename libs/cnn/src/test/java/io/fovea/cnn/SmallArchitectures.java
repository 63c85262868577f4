package io.fovea.cnn;

import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.layers.Rescaling;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.tensorflow.ndarray.Shape;

/** Every architecture of the list at a small input size, on pixels, its preprocessing inside. */
public final class SmallArchitectures {
    private static final Pattern LARGE = Pattern.compile(
            "vgg.*|resnet1.*|resnet50|densenet1[67].*|densenet201|efficientnetb[1-9]|nasnetlarge|inceptionresnetv2");

    private SmallArchitectures() {}

    /**
     * Of every family the smallest; all there are with {@code -Dfovea.architectures=all}, which takes minutes; or those that a
     * regular expression there matches.
     */
    public static List<String> names() {
        String asked = System.getProperty("fovea.architectures", "");
        return Architectures.names().stream()
                .filter(name -> all() || (asked.isEmpty() ? !LARGE.matcher(name).matches() : name.matches(asked)))
                .toList();
    }

    /** Whether every architecture of the list is asked for. */
    public static boolean all() {
        return System.getProperty("fovea.architectures", "").equals("all");
    }

    /** The architecture on pixels, for 7 classes. */
    public static Model named(String name) {
        Architecture architecture = Architectures.named(name);
        SymbolicTensor pixels = Input.uint8("image", size(architecture));
        SymbolicTensor input = pixels.shape().numDimensions() == 3
                ? architecture.preprocessed(pixels)
                : pixels.then(Rescaling.pixelsTo(-1, 1));
        return architecture.build(input, 7);
    }

    /** Weights for it: gates and activations that are flat at zero make a signal smaller with each layer. */
    public static Map<String, HostTensor> weights(Model model, String name, long seed) {
        return RandomModels.weights(model, seed, gain(name));
    }

    private static double gain(String name) {
        if (name.matches("efficientnetb[5-7]")) {
            // With more, so deep a network saturates its gates and amplifies rounding a million times.
            return name.endsWith("5") ? 1.05 : 1.02;
        }
        return name.equals("mobilenet") ? 1.4 : name.startsWith("efficientnet") ? 1.15 : 1;
    }

    private static Shape size(Architecture architecture) {
        Shape published = architecture.defaultInput();
        if (published.numDimensions() < 3 || published.get(0) <= 64) {
            return published;
        }
        int size = architecture.name().equals("alexnet") ? 67 : Math.max(32, architecture.minimumSize());
        return Shape.of(size, size, published.get(2));
    }
}
