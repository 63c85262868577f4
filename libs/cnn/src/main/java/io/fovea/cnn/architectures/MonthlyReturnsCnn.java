package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv1D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.MaxPooling1D;
import io.fovea.cnn.regularizers.Regularizer;
import org.tensorflow.ndarray.Shape;

/**
 * The one-dimensional net on twelve monthly returns of chapter 18 of Jansen's "Machine Learning for Algorithmic Trading". 641
 * parameters, 449 of them trainable, at 12 x 1 and one output. Its causal convolution looks back in time where the oldest
 * return comes first.
 */
final class MonthlyReturnsCnn implements Architecture {
    @Override
    public String name() {
        return "monthlyreturns";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(12, 1);
    }

    @Override
    public int defaultClasses() {
        return 1;
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        return Inputs.of(this, input)
                .then(new Conv1D(32, 4)
                        .causal()
                        .activation(RELU)
                        .kernelRegularizer(Regularizer.l1l2(1e-5, 1e-5))
                        .named("conv1")) //                          [12, 32]
                .then(new MaxPooling1D(4).named("pool1")) //         [ 3, 32]
                .then(new Flatten().named("flatten"))
                .then(new BatchNormalization().named("norm1")); //   [96]
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int outputs) {
        return features.then(new Dense(outputs).named("output"));
    }
}
