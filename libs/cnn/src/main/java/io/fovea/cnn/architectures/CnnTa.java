package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;
import static io.fovea.cnn.layers.Padding.SAME;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.MaxPooling2D;
import org.tensorflow.ndarray.Shape;

/**
 * CNN-TA: Sezer and Ozbayoglu (2018), on indicators by their parameters as an image, as in chapter 18 of Jansen's "Machine
 * Learning for Algorithmic Trading". 55,041 parameters at 15 x 15 x 1 and one output.
 */
final class CnnTa implements Architecture {
    @Override
    public String name() {
        return "cnnta";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(15, 15, 1);
    }

    @Override
    public int defaultClasses() {
        return 1;
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        return Inputs.of(this, input)
                .then(new Conv2D(16, 3).padding(SAME).activation(RELU).named("conv1")) //   [15, 15, 16]
                .then(new Conv2D(32, 3).padding(SAME).activation(RELU).named("conv2")) //       [15, 15, 32]
                .then(new MaxPooling2D(2).named("pool1")) //                                    [ 7,  7, 32]
                .then(new Dropout(0.25).named("drop1"))
                .then(new Flatten().named("flatten")); //                                       [1568]
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int outputs) {
        return features.then(new Dense(32).activation(RELU).named("fc1"))
                .then(new Dropout(0.5).named("drop2"))
                .then(new Dense(outputs).named("fc2"));
    }
}
