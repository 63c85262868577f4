package io.fovea.serving;

import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.proto.label.v1.DelayedLabel;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.tensorcodec.TensorFormatException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What an example turned out to be, in the words of {@link TrialTally}'s answers: the index of a class, the indices of a sequence, or
 * the sign of a number.
 */
final class TrialLabel {

    private TrialLabel() {}

    /** Empty where the example has no label, or none that can be read. */
    static Optional<Object> of(Example example) {
        for (Tensor label : example.getLabelsList()) {
            try {
                switch (label.getName()) {
                    case "sequence":
                        return Optional.of(Arrays.stream(TensorCodec.toInt64(label))
                                .mapToObj(Math::toIntExact)
                                .toList());
                    case "label":
                        return scalar(label);
                    default: // such as the return beside a direction
                }
            } catch (TensorFormatException | ArithmeticException e) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static Optional<Object> scalar(Tensor label) {
        if (label.getShapeCount() > 0) {
            return Optional.empty();
        }
        return Optional.of(
                label.getDatatype().equals("FP32")
                        ? sign(TensorCodec.toFloat32(label)[0])
                        : (Object) TensorCodec.toInt64(label)[0]);
    }

    /** As an answer's: -1, 0 or 1. */
    private static Integer sign(float number) {
        return (int) Math.signum(number);
    }

    /** Empty where it names what is no class. */
    static Optional<Object> of(DelayedLabel label, List<String> classes) {
        if (label.getSequenceCount() == 0) {
            return Optional.of(label.getLabel()).filter(classes::contains).map(name -> (long) classes.indexOf(name));
        }
        return classes.containsAll(label.getSequenceList())
                ? Optional.of(
                        label.getSequenceList().stream().map(classes::indexOf).toList())
                : Optional.empty();
    }
}
