package io.fovea.cnn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.Tensor;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Op;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.family.TFloating;
import org.tensorflow.types.family.TType;

/** What a graph keeps between two runs: weights and the optimizer's slots, as resource variables. */
final class Variables {
    private final Ops tf;
    private final Map<String, Variable> variables = new LinkedHashMap<>();

    Variables(Ops tf) {
        this.tf = tf.withSubScope("variables");
    }

    /** The variable of this name; made where there is none. */
    Variable add(String name, Shape shape) {
        Variable known = variables.get(name);
        if (known != null) {
            return known;
        }
        String operation = OperationNames.of(name) + "_" + variables.size();
        VarHandleOp handle =
                tf.withName(operation).varHandleOp(TFloat32.class, shape, VarHandleOp.sharedName(operation));
        Placeholder<TFloat32> next = tf.placeholder(TFloat32.class, Placeholder.shape(shape));
        Variable variable = new Variable(
                shape,
                handle,
                floating(tf.readVariableOp(handle, TFloat32.class)),
                next,
                tf.assignVariableOp(handle, next));
        variables.put(name, variable);
        return variable;
    }

    /** Copies of those whose name begins with {@code prefix}, under the rest of their names. */
    Map<String, HostTensor> read(Session session, String prefix) {
        List<String> names = names(prefix);
        Map<String, HostTensor> values = new LinkedHashMap<>();
        if (names.isEmpty()) {
            return values;
        }
        Session.Runner runner = session.runner();
        names.forEach(name -> runner.fetch(variables.get(name).read()));
        try (Result result = runner.run()) {
            for (int i = 0; i < names.size(); i++) {
                values.put(names.get(i).substring(prefix.length()), NativeTensors.toHost(result.get(i)));
            }
        }
        return values;
    }

    /** @throws IllegalArgumentException where one is unknown or its shape differs; none is changed then */
    void write(Session session, String prefix, Map<String, HostTensor> values) {
        values.forEach((name, value) -> require(prefix + name, value));
        List<Tensor> fed = new ArrayList<>();
        try {
            Session.Runner runner = session.runner();
            values.forEach((name, value) -> {
                Variable variable = variables.get(prefix + name);
                Tensor tensor = NativeTensors.copyOf(value);
                fed.add(tensor);
                runner.feed(variable.next(), tensor).addTarget(variable.assign());
            });
            if (!fed.isEmpty()) {
                runner.run().close();
            }
        } finally {
            fed.forEach(Tensor::close);
        }
    }

    List<String> names(String prefix) {
        return variables.keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    private void require(String name, HostTensor value) {
        Variable variable = variables.get(name);
        if (variable == null) {
            throw new IllegalArgumentException("The model has no %s.".formatted(name));
        }
        long[] expected = variable.shape().asArray();
        if (value.dtype() != DType.FLOAT32 || !Arrays.equals(expected, value.shape())) {
            throw new IllegalArgumentException(
                    "%s: expected FLOAT32%s, received %s.".formatted(name, Arrays.toString(expected), value));
        }
    }

    @SuppressWarnings("unchecked") // TFloat32 is floating, and an operand only gives
    private static Operand<TFloating> floating(Operand<?> operand) {
        return (Operand<TFloating>) operand;
    }

    record Variable(
            Shape shape,
            Operand<? extends TType> handle,
            Operand<TFloating> read,
            Placeholder<TFloat32> next,
            Op assign) {}
}
