package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Padding.VALID;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.architectures.NasNetCells.Path;
import io.fovea.cnn.initializers.Initializers;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.ActivationLayer;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import org.tensorflow.ndarray.Shape;

/**
 * NASNet-A, mobile and large: Zoph et al. (2018), arXiv:1707.07012, as in Keras. 5,326,716 parameters at 224 x 224 x 3 and
 * 88,949,818 at 331 x 331 x 3, with 1000 classes.
 *
 * @param skipsReduction whether a normal cell after a reduction sees what came before it, not beside it
 */
record NasNet(String name, int size, int lastFilters, int blocks, int stemFilters, boolean skipsReduction)
        implements Architecture {
    static NasNet mobile() {
        return new NasNet("nasnetmobile", 224, 1056, 4, 32, false);
    }

    static NasNet large() {
        return new NasNet("nasnetlarge", 331, 4032, 6, 96, true);
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(size, size, 3);
    }

    @Override
    public int defaultClasses() {
        return 1000;
    }

    @Override
    public int minimumSize() {
        return 32;
    }

    @Override
    public ImageNetPreprocessing.Mode preprocessing() {
        return ImageNetPreprocessing.Mode.TF;
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        int filters = lastFilters / 24;
        SymbolicTensor stem = Inputs.of(this, input)
                .then(new Conv2D(stemFilters, 3)
                        .strides(2)
                        .padding(VALID)
                        .withoutBias()
                        .kernelInitializer(Initializers.heNormal())
                        .named("stem_conv1"))
                .then(NasNetCells.normalization("stem_bn1"));
        Path path = NasNetCells.reduction(new Path(stem, null), filters / 4, "stem_1");
        path = NasNetCells.reduction(path, filters / 2, "stem_2");
        path = cells(path, filters, 0);
        path = cells(reduced(path, filters * 2, blocks), filters * 2, blocks + 1);
        path = cells(reduced(path, filters * 4, 2 * blocks), filters * 4, 2 * blocks + 1);
        return path.now().then(new ActivationLayer(Activation.RELU));
    }

    private Path cells(Path start, int filters, int firstId) {
        Path path = start;
        for (int i = 0; i < blocks; i++) {
            path = NasNetCells.normal(path, filters, Integer.toString(firstId + i));
        }
        return path;
    }

    private Path reduced(Path path, int filters, int id) {
        Path reduced = NasNetCells.reduction(path, filters, "reduce_" + id);
        return skipsReduction ? new Path(reduced.now(), path.before()) : reduced;
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new GlobalAveragePooling2D()).then(new Dense(classes).named("predictions"));
    }
}
