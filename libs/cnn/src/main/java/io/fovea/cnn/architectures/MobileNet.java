package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Padding.SAME;
import static io.fovea.cnn.layers.Padding.VALID;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.DepthwiseConv2D;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import io.fovea.cnn.layers.ReLU;
import io.fovea.cnn.layers.Reshape;
import io.fovea.cnn.layers.ZeroPadding2D;
import org.tensorflow.ndarray.Shape;

/**
 * MobileNet: Howard et al. (2017), arXiv:1704.04861, Table 1, as in Keras. 4,253,864 parameters at width 1, 224 x 224 x 3 and
 * 1000 classes.
 *
 * @param width the paper's alpha: how many of the filters
 * @param depthMultiplier outputs of each channel in the depthwise convolutions, 1 in the paper
 */
record MobileNet(String name, double width, int depthMultiplier) implements Architecture {
    MobileNet() {
        this(1, 1);
    }

    MobileNet(double width, int depthMultiplier) {
        this("mobilenet", Widths.require("mobilenet", width), depthMultiplier);
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(224, 224, 3);
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
        SymbolicTensor x = Inputs.of(this, input)
                .then(new Conv2D(filters(32), 3)
                        .strides(2)
                        .padding(SAME)
                        .withoutBias()
                        .named("conv1"))
                .then(new BatchNormalization().named("conv1_bn"))
                .then(new ReLU(6).named("conv1_relu")); // [112, 112,   32]
        x = block(x, 1, 64, 1); //                         [112, 112,   64]
        x = block(block(x, 2, 128, 2), 3, 128, 1); //      [ 56,  56,  128]
        x = block(block(x, 4, 256, 2), 5, 256, 1); //      [ 28,  28,  256]
        x = block(x, 6, 512, 2); //                        [ 14,  14,  512]
        for (int i = 7; i <= 11; i++) {
            x = block(x, i, 512, 1);
        }
        return block(block(x, 12, 1024, 2), 13, 1024, 1); // [ 7,   7, 1024]
    }

    private SymbolicTensor block(SymbolicTensor input, int block, int filters, int strides) {
        SymbolicTensor x = strides == 1 ? input : input.then(new ZeroPadding2D(0, 1, 0, 1).named("conv_pad_" + block));
        return x.then(new DepthwiseConv2D(3)
                        .depthMultiplier(depthMultiplier)
                        .strides(strides)
                        .padding(strides == 1 ? SAME : VALID)
                        .withoutBias()
                        .named("conv_dw_" + block))
                .then(new BatchNormalization().named("conv_dw_%d_bn".formatted(block)))
                .then(new ReLU(6).named("conv_dw_%d_relu".formatted(block)))
                .then(new Conv2D(filters(filters), 1).withoutBias().named("conv_pw_" + block))
                .then(new BatchNormalization().named("conv_pw_%d_bn".formatted(block)))
                .then(new ReLU(6).named("conv_pw_%d_relu".formatted(block)));
    }

    private int filters(int filters) {
        return (int) (filters * width);
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int classes) {
        return features.then(new GlobalAveragePooling2D().keepDims())
                .then(new Dropout(1e-3).named("dropout"))
                .then(new Conv2D(classes, 1).named("conv_preds"))
                .then(new Reshape(classes).named("reshape_2"));
    }
}
