package io.fovea.cnn.data;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Examples that are fed together.
 *
 * @param inputs one for each input of the model, in its order; every tensor has the batch axis first
 * @param targets one for each output of the model, in its order
 * @param sampleWeights how much each example counts, FLOAT32 {@code [batch]}: none, one for all outputs, or one for each
 */
public record Batch(List<HostTensor> inputs, List<HostTensor> targets, List<HostTensor> sampleWeights) {
    /** @throws IllegalArgumentException where there is no input, or inputs, targets and weights are not as many examples */
    public Batch {
        inputs = List.copyOf(inputs);
        targets = List.copyOf(targets);
        sampleWeights = List.copyOf(sampleWeights);
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("A batch has at least one input.");
        }
        requireRows("inputs", inputs, inputs.get(0));
        requireRows("targets", targets, inputs.get(0));
        requireRows("sample weights", sampleWeights, inputs.get(0));
        sampleWeights.forEach(Batch::requireWeights);
    }

    /** For a model with one input and one output; every example counts 1. */
    public Batch(HostTensor input, HostTensor target) {
        this(List.of(input), List.of(target), List.of());
    }

    /** Number of examples. */
    public int size() {
        return inputs.get(0).rows();
    }

    /** The only input. */
    public HostTensor input() {
        return only("input", inputs);
    }

    /** The only target. */
    public HostTensor target() {
        return only("target", targets);
    }

    /** Every tensor changed, such as by taking some of its rows. */
    Batch each(UnaryOperator<HostTensor> change) {
        return new Batch(
                inputs.stream().map(change).toList(),
                targets.stream().map(change).toList(),
                sampleWeights.stream().map(change).toList());
    }

    /** Inputs, targets, sample weights. */
    Stream<HostTensor> tensors() {
        return Stream.of(inputs, targets, sampleWeights).flatMap(List::stream);
    }

    private static HostTensor only(String role, List<HostTensor> tensors) {
        if (tensors.size() != 1) {
            throw new IllegalStateException("The batch has %d %ss.".formatted(tensors.size(), role));
        }
        return tensors.get(0);
    }

    private static void requireRows(String role, List<HostTensor> tensors, HostTensor first) {
        for (HostTensor tensor : tensors) {
            if (tensor.rows() != first.rows()) {
                throw new IllegalArgumentException(
                        "Expected as many %s as inputs, received %s and %s.".formatted(role, tensor, first));
            }
        }
    }

    private static void requireWeights(HostTensor weights) {
        if (weights.dtype() != DType.FLOAT32 || weights.shape().length != 1) {
            throw new IllegalArgumentException(
                    "Expected sample weights FLOAT32[batch], received %s.".formatted(weights));
        }
    }
}
