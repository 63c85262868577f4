package io.fovea.cnn.architectures;

import io.fovea.cnn.FeaturePooling;
import io.fovea.cnn.Input;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Model;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.GlobalMaxPooling2D;
import java.util.List;
import java.util.Locale;
import org.tensorflow.ndarray.Shape;

/**
 * A published network up to one of its layers, its own preprocessing in front: pixels in, bottleneck features out.
 *
 * @param layer where it ends, such as {@code block3_pool}
 * @param pooling what becomes of that layer's output, by a layer of its own called {@link #output}
 */
public record Backbone(Architecture architecture, String layer, FeaturePooling pooling) {

    /** The name of the layer that gives the features: {@code block3_pool}, or {@code block3_pool_average}. */
    public String output() {
        return pooling == FeaturePooling.NONE
                ? layer
                : layer + "_" + pooling.name().toLowerCase(Locale.ROOT);
    }

    /**
     * The features of pixels 0 to 255.
     *
     * @param pixels {@code [batch, height, width, 3]}, or of as many channels as a network takes that prepares none
     * @throws IllegalArgumentException where the network has no such layer, the pixels are too small or too few channels, or the
     *     features cannot be pooled
     */
    public SymbolicTensor features(SymbolicTensor pixels) {
        SymbolicTensor cut = Model.of(architecture.features(architecture.preprocessed(pixels)))
                .layer(layer)
                .output();
        if (pooling == FeaturePooling.NONE) {
            return cut;
        }
        if (cut.shape().numDimensions() != 3) {
            throw new IllegalArgumentException("Layer %s gives %s, which cannot be pooled: it has no height and width."
                    .formatted(layer, cut.shape()));
        }
        Layer pool = pooling == FeaturePooling.AVERAGE ? new GlobalAveragePooling2D() : new GlobalMaxPooling2D();
        return cut.then(pool.named(output()));
    }

    /** As a model on pixels: input {@code image} UINT8 {@code [height, width, channels]}. */
    public Model model(int height, int width, int channels) {
        return Model.of(features(Input.uint8("image", Shape.of(height, width, channels))));
    }

    /** Its layers with weights from this one on, itself among them: those behind it in the model's order. */
    public static List<String> layersFrom(Model backbone, String name) {
        List<Layer> layers = backbone.layers();
        int first = layers.indexOf(backbone.layer(name));
        return layers.subList(first, layers.size()).stream()
                .filter(layer -> !layer.weights().isEmpty())
                .map(Layer::name)
                .toList();
    }
}
