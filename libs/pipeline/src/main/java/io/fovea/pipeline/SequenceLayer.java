package io.fovea.pipeline;

/**
 * A layer of a network on windows, with Keras' names and meaning: sequences are {@code [steps, channels]}, the oldest step first. What
 * is no sequence any more is flat; before the first {@link Dense} and before the output a sequence is flattened.
 */
public sealed interface SequenceLayer {

    /** Steps that leave, of those that come. Not above 0: it does not fit. */
    default int steps(int steps) {
        return steps;
    }

    /** Whether it needs a sequence. */
    default boolean isOnSequences() {
        return true;
    }

    /** Whether what leaves is a sequence, of what it accepts. */
    default boolean givesSequence() {
        return true;
    }

    /**
     * {@code Conv1D}.
     *
     * @param padding {@code valid}, the default, {@code same} or {@code causal}: then no step sees a later one
     * @param activation {@code relu}, the default, {@code linear}, {@code tanh} or {@code sigmoid}
     */
    record Conv1D(int filters, int kernelSize, int strides, int dilationRate, String padding, String activation)
            implements SequenceLayer {
        @Override
        public int steps(int steps) {
            int inner = padding.equals("valid") ? steps - dilationRate * (kernelSize - 1) : steps;
            return inner < 1 ? inner : (inner - 1) / strides + 1;
        }
    }

    /** {@code MaxPooling1D}, whose strides are its size; what is left over is dropped. */
    record MaxPooling1D(int poolSize) implements SequenceLayer {
        @Override
        public int steps(int steps) {
            return steps / poolSize;
        }
    }

    /** {@code AveragePooling1D}, likewise. */
    record AveragePooling1D(int poolSize) implements SequenceLayer {
        @Override
        public int steps(int steps) {
            return steps / poolSize;
        }
    }

    /** {@code GlobalMaxPooling1D}. */
    record GlobalMaxPooling1D() implements SequenceLayer {
        @Override
        public boolean givesSequence() {
            return false;
        }
    }

    /** {@code GlobalAveragePooling1D}. */
    record GlobalAveragePooling1D() implements SequenceLayer {
        @Override
        public boolean givesSequence() {
            return false;
        }
    }

    /** {@code BatchNormalization}, of sequences or not. */
    record BatchNormalization() implements SequenceLayer {
        @Override
        public boolean isOnSequences() {
            return false;
        }
    }

    /** {@code Dropout}, of sequences or not; the rate is above 0 and below 1. */
    record Dropout(double rate) implements SequenceLayer {
        @Override
        public boolean isOnSequences() {
            return false;
        }
    }

    /**
     * {@code Dense}, of a flat input.
     *
     * @param activation {@code linear}, the default, {@code relu}, {@code tanh} or {@code sigmoid}
     */
    record Dense(int units, String activation) implements SequenceLayer {
        @Override
        public boolean isOnSequences() {
            return false;
        }

        @Override
        public boolean givesSequence() {
            return false;
        }
    }
}
