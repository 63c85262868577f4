package io.fovea.trainer.examples;

import io.fovea.evaluation.Panel;
import io.fovea.messaging.RejectedException;
import io.fovea.messaging.Rejection;
import io.fovea.messaging.Rejection.DatatypeMismatch;
import io.fovea.messaging.Rejection.MalformedRecord;
import io.fovea.messaging.Rejection.MalformedTensor;
import io.fovea.messaging.Rejection.NotFinite;
import io.fovea.messaging.Rejection.ShapeMismatch;
import io.fovea.messaging.Rejection.UnknownLabel;
import io.fovea.pipeline.LabelSpec;
import io.fovea.pipeline.MarketSpec;
import io.fovea.pipeline.WindowSpec;
import io.fovea.proto.example.v1.BarWindow;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.tensorcodec.Datatype;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.tensorcodec.TensorFormatException;
import java.util.List;

/** Tells the windows that a market pipeline's network can learn from. */
final class WindowCheck {
    private final NetworkInput expected;
    private final MarketSpec market;

    WindowCheck(NetworkInput expected, MarketSpec market) {
        this.expected = expected;
        this.market = market;
    }

    /** @throws RejectedException when it cannot be learned from */
    LabelledWindow check(Example example) {
        if (!example.hasWindow() || example.getWindow().getInstrument().isEmpty()) {
            throw rejected(new MalformedRecord("it does not say which instrument's window it is"));
        }
        BarWindow window = example.getWindow();
        if (window.getLabelAsOfMillis() <= window.getAsOfMillis()) {
            throw rejected(new MalformedRecord("its label was known at %d, not after its window, which was at %d"
                    .formatted(window.getLabelAsOfMillis(), window.getAsOfMillis())));
        }
        return new LabelledWindow(
                window.getInstrument(),
                window.getPeriodEndMillis(),
                window.getAsOfMillis(),
                floats(tensor(example.getInputsList(), expected.name()), expected.shape()),
                window.hasDollarVolume() ? window.getDollarVolume() : Double.NaN,
                label(example, window));
    }

    private Panel.Label label(Example example, BarWindow window) {
        double forwardReturn = floats(tensor(example.getLabelsList(), "return"), List.of())[0];
        boolean up = market.label().kind() == LabelSpec.Kind.DIRECTION
                ? direction(tensor(example.getLabelsList(), "label"))
                : forwardReturn > 0;
        boolean log = market.windows().returns() == WindowSpec.Returns.LOG;
        return new Panel.Label(window.getLabelAsOfMillis(), log ? Math.expm1(forwardReturn) : forwardReturn, up);
    }

    private static boolean direction(Tensor tensor) {
        checkType(tensor, Datatype.INT64);
        if (tensor.getRawContents().size() != Long.BYTES) {
            throw rejected(new ShapeMismatch(tensor.getName(), List.of(), tensor.getShapeList()));
        }
        long label = TensorCodec.toInt64(tensor)[0];
        if (label != 0 && label != 1) {
            throw rejected(new UnknownLabel(Long.toString(label), List.of("down", "up")));
        }
        return label == 1;
    }

    private static float[] floats(Tensor tensor, List<Long> shape) {
        checkType(tensor, Datatype.FP32);
        if (!tensor.getShapeList().equals(shape)) {
            throw rejected(new ShapeMismatch(tensor.getName(), shape, tensor.getShapeList()));
        }
        float[] values = TensorCodec.toFloat32(tensor);
        for (float value : values) {
            if (!Float.isFinite(value)) {
                throw rejected(new NotFinite(tensor.getName()));
            }
        }
        return values;
    }

    private static Tensor tensor(List<Tensor> tensors, String name) {
        for (Tensor tensor : tensors) {
            if (tensor.getName().equals(name)) {
                try {
                    return TensorCodec.check(tensor);
                } catch (TensorFormatException e) {
                    throw rejected(new MalformedTensor(e.getMessage()));
                }
            }
        }
        throw rejected(new MalformedTensor("There is no tensor '%s'; there are %s."
                .formatted(name, tensors.stream().map(Tensor::getName).toList())));
    }

    private static void checkType(Tensor tensor, Datatype datatype) {
        if (!tensor.getDatatype().equals(datatype.name())) {
            throw rejected(new DatatypeMismatch(tensor.getName(), datatype.name(), tensor.getDatatype()));
        }
    }

    private static RejectedException rejected(Rejection rejection) {
        return new RejectedException(rejection);
    }
}
