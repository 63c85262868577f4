package io.fovea.cnn.data;

import io.fovea.cnn.HostTensor;

/** Examples that are fed together. */
public record Batch(HostTensor inputs, HostTensor targets) {
    /** @throws IllegalArgumentException where inputs and targets are not as many */
    public Batch {
        if (inputs.rows() != targets.rows()) {
            throw new IllegalArgumentException(
                    "Expected as many targets as inputs, received %s and %s.".formatted(targets, inputs));
        }
    }

    /** Number of examples. */
    public int size() {
        return inputs.rows();
    }
}
