package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.explain.EdgeFilters;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.Rescaling;
import org.tensorflow.ndarray.Shape;

/**
 * The four edge filters of the first notebook of Jansen's chapter 18 side by side: one convolution whose weights are made by hand,
 * and a map of where it grows lighter to the right, to the left, downwards and upwards.
 *
 * <p>On grey pixels as bytes it sees them from 0 to 1, as the notebook does. 25,078 parameters at 28 x 28 x 1 and 10 classes, of
 * which 68 are the filters'.
 */
final class EdgeFilterBank implements Architecture {
    @Override
    public String name() {
        return "edgefilters";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(28, 28, 1);
    }

    @Override
    public int minimumSize() {
        return EdgeFilters.SIZE;
    }

    @Override
    public boolean isHandmade() {
        return true;
    }

    @Override
    public SymbolicTensor preprocessed(SymbolicTensor pixels) {
        return pixels.then(Rescaling.pixelsTo(0, 1));
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        Conv2D edges = new Conv2D(EdgeFilters.kernels().size(), EdgeFilters.SIZE).activation(RELU);
        SymbolicTensor maps = Inputs.of(this, input).then(edges.named("edges")); // [25, 25, 4]
        edges.weights().get(0).set(EdgeFilters.bank());
        return maps;
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new Flatten().named("flatten")).then(new Dense(classes).named("logits"));
    }
}
