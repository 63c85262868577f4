package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;
import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Concatenate;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Conv2DTranspose;
import io.fovea.cnn.layers.MaxPooling2D;
import java.util.ArrayDeque;
import java.util.Deque;
import org.tensorflow.ndarray.Shape;

/**
 * U-Net: Ronneberger et al. (2015), arXiv:1505.04597, Figure 1, with padding SAME, so that the logits are as large as the
 * image: {@code [height, width, classes]}. Height and width must be multiples of 16. 31,030,593 parameters at 1 channel and 1
 * class.
 */
final class UNet implements Architecture {
    private static final int DEPTH = 4;
    private static final int FILTERS = 64;

    @Override
    public String name() {
        return "unet";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(256, 256, 1);
    }

    @Override
    public int defaultClasses() {
        return 2;
    }

    @Override
    public int minimumSize() {
        return 1 << DEPTH;
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        Deque<SymbolicTensor> skipped = new ArrayDeque<>();
        SymbolicTensor x = Inputs.of(this, input);
        requireMultiples(x.shape());
        for (int level = 1; level <= DEPTH; level++) {
            skipped.push(twice(x, FILTERS << (level - 1), "down" + level));
            x = skipped.peek().then(new MaxPooling2D(2).named("down%d_pool".formatted(level)));
        }
        x = twice(x, FILTERS << DEPTH, "bottom");
        for (int level = DEPTH; level >= 1; level--) {
            int filters = FILTERS << (level - 1);
            SymbolicTensor up =
                    x.then(new Conv2DTranspose(filters, 2).strides(2).named("up%d_conv".formatted(level)));
            x = new Concatenate().named("up%d_concat".formatted(level)).apply(skipped.pop(), up);
            x = twice(x, filters, "up" + level);
        }
        return x;
    }

    private static void requireMultiples(Shape image) {
        int multiple = 1 << DEPTH;
        if (image.get(0) % multiple != 0 || image.get(1) % multiple != 0) {
            throw new IllegalArgumentException(
                    "unet takes images whose height and width are multiples of %d, received %d x %d."
                            .formatted(multiple, image.get(0), image.get(1)));
        }
    }

    private static SymbolicTensor twice(SymbolicTensor input, int filters, String name) {
        return input.then(new Conv2D(filters, 3).padding(SAME).activation(RELU).named(name + "_conv1"))
                .then(new Conv2D(filters, 3).padding(SAME).activation(RELU).named(name + "_conv2"));
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new Conv2D(classes, 1).named("logits"));
    }
}
