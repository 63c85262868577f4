package io.fovea.cnn;

import java.util.List;
import org.tensorflow.ndarray.Shape;

/** What a layer will give once the model runs: the edge of a functional model, Keras' {@code KerasTensor}. */
public final class SymbolicTensor {
    private final Call call;
    private final DType dtype;
    private final Shape shape;

    SymbolicTensor(Call call, DType dtype, Shape shape) {
        this.call = call;
        this.dtype = dtype;
        this.shape = shape;
    }

    /** The shape of one example, without the batch axis. */
    public Shape shape() {
        return shape;
    }

    /** {@link DType#FLOAT32} but for inputs. */
    public DType dtype() {
        return dtype;
    }

    /** The layer that gives it. */
    public Layer layer() {
        return call.layer();
    }

    /** What {@code layer} makes of it. */
    public SymbolicTensor then(Layer layer) {
        return layer.apply(this);
    }

    Call call() {
        return call;
    }

    /** One use of a layer; a shared layer has several. */
    static final class Call {
        private final Layer layer;
        private final List<SymbolicTensor> inputs;
        private final List<SymbolicTensor> outputs;

        Call(Layer layer, List<SymbolicTensor> inputs, DType dtype, List<Shape> outputShapes) {
            this.layer = layer;
            this.inputs = List.copyOf(inputs);
            this.outputs = outputShapes.stream()
                    .map(shape -> new SymbolicTensor(this, dtype, shape))
                    .toList();
        }

        Layer layer() {
            return layer;
        }

        List<SymbolicTensor> inputs() {
            return inputs;
        }

        List<SymbolicTensor> outputs() {
            return outputs;
        }
    }
}
