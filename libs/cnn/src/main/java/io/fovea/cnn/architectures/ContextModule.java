package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;
import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.initializers.Initializers;
import io.fovea.cnn.layers.Conv2D;
import org.tensorflow.ndarray.Shape;

/**
 * The basic context module: Yu and Koltun (2016), arXiv:1511.07122, Table 1. Dilations 1, 1, 2, 4, 8, 16 and 1 see 67 x 67 around
 * each place without losing resolution; logits {@code [height, width, classes]}. It has as many filters as its input
 * channels, and begins by passing them on as they are, since random kernels were found not to learn (section 3).
 */
final class ContextModule implements Architecture {
    private static final int[] DILATIONS = {1, 1, 2, 4, 8, 16, 1};

    @Override
    public String name() {
        return "contextmodule";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(64, 64, 21);
    }

    @Override
    public int defaultClasses() {
        return 21;
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        int channels = (int) Inputs.of(this, input).shape().get(2);
        SymbolicTensor x = input;
        for (int i = 0; i < DILATIONS.length; i++) {
            x = x.then(new Conv2D(channels, 3)
                    .dilation(DILATIONS[i])
                    .padding(SAME)
                    .activation(RELU)
                    .kernelInitializer(Initializers.identity())
                    .named("context" + (i + 1)));
        }
        return x;
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new Conv2D(classes, 1).named("logits"));
    }
}
