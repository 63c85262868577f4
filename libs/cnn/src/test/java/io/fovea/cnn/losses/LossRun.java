package io.fovea.cnn.losses;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Output;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** A loss of a batch, as a graph gives it: of each example, its gradient by the outputs, and what is right (-1: no such thing). */
record LossRun(float[] perExample, float[] gradient, float[] hits) {
    static LossRun of(Loss loss, HostTensor targets, HostTensor outputs) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph);
            Operand<TFloating> values =
                    floating(tf.constant(Shape.of(outputs.shape()), DataBuffers.of(outputs.toFloats())));
            Operand<? extends TType> right = constant(tf, targets);
            Operand<TFloating> perExample = loss.perExample(tf, right, values);
            Output<?>[] gradients = graph.addGradients(perExample.asOutput(), new Output<?>[] {values.asOutput()});
            Operand<TFloating> hits = loss.hits(tf, right, values).orElse(floating(tf.constant(new float[] {-1})));
            try (Session session = new Session(graph);
                    Result result = session.runner()
                            .fetch(perExample)
                            .fetch(gradients[0])
                            .fetch(hits)
                            .run()) {
                return new LossRun(floats(result.get(0)), floats(result.get(1)), floats(result.get(2)));
            }
        }
    }

    static LossRun of(Loss loss, float[][] targets, float[][] outputs) {
        return of(loss, matrix(targets), matrix(outputs));
    }

    static LossRun of(Loss loss, long[] labels, float[][] outputs) {
        return of(loss, HostTensor.int64(new long[] {labels.length}, labels), matrix(outputs));
    }

    private static HostTensor matrix(float[][] rows) {
        float[] flat = new float[rows.length * rows[0].length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(rows[i], 0, flat, i * rows[0].length, rows[0].length);
        }
        return HostTensor.float32(new long[] {rows.length, rows[0].length}, flat);
    }

    static Operand<? extends TType> constant(Ops tf, HostTensor tensor) {
        Shape shape = Shape.of(tensor.shape());
        return tensor.dtype() == DType.INT64
                ? tf.constant(shape, DataBuffers.of(tensor.toLongs()))
                : tf.constant(shape, DataBuffers.of(tensor.toFloats()));
    }

    private static float[] floats(Tensor tensor) {
        float[] values = new float[Math.toIntExact(tensor.shape().size())];
        ((TFloat32) tensor).copyTo(DataBuffers.of(values));
        return values;
    }

    @SuppressWarnings("unchecked") // TFloat32 is floating
    private static Operand<TFloating> floating(Operand<?> operand) {
        return (Operand<TFloating>) operand;
    }
}
