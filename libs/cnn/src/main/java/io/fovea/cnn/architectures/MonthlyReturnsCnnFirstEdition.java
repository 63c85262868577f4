package io.fovea.cnn.architectures;

import static io.fovea.cnn.layers.Activation.RELU;

import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.Conv1D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.MaxPooling1D;
import org.tensorflow.ndarray.Shape;

/**
 * The one-dimensional net on 24 monthly returns and 12 marks of the month, of the first edition of Jansen's "Machine Learning
 * for Algorithmic Trading". 673 parameters at 36 x 1 and one output.
 */
final class MonthlyReturnsCnnFirstEdition implements Architecture {
    @Override
    public String name() {
        return "monthlyreturns-1st";
    }

    @Override
    public Shape defaultInput() {
        return Shape.of(36, 1);
    }

    @Override
    public int defaultClasses() {
        return 1;
    }

    @Override
    public SymbolicTensor features(SymbolicTensor input) {
        return Inputs.of(this, input)
                .then(new Conv1D(32, 3).activation(RELU).named("conv1")) //  [34, 32]
                .then(new MaxPooling1D(2).named("pool1")) //                     [17, 32]
                .then(new Flatten().named("flatten")); //                        [544]
    }

    @Override
    public SymbolicTensor classifier(SymbolicTensor features, int outputs) {
        return features.then(new Dense(outputs).named("output"));
    }
}
