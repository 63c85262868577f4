package io.fovea.serving;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.explain.Explanation;

/** What runs a model's graph; several threads may run it at once. Closing frees its native memory. */
public interface Engine extends AutoCloseable {

    /** What it is called in pipeline files, metrics and logs: {@code tensorflow}. */
    String name();

    /**
     * The model's answers to a batch.
     *
     * @param batch the input, batch axis first
     * @return the output, batch axis first, of the same batch size
     */
    HostTensor run(HostTensor batch);

    /** Whether {@link #explain} answers. */
    default boolean canExplain() {
        return false;
    }

    /**
     * Why the best class of each picture got its score.
     *
     * @param batch the input, batch axis first
     * @throws UnsupportedOperationException where the engine cannot say
     */
    default Explanation explain(HostTensor batch) {
        throw new UnsupportedOperationException(name() + " cannot explain.");
    }

    @Override
    void close();
}
