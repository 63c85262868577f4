package io.fovea.serving;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.explain.Explanation;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Says why a model answers as it does. Where the engine that answers cannot, because it has no gradients, one that can is
 * loaded when first asked, and stays. One question at a time: a gradient takes the memory of all layers at once.
 */
final class Explainer implements AutoCloseable {

    private final Engine answering;
    private final Supplier<Engine> loading;
    private @Nullable Engine loaded;
    private boolean isBeyond; // no engine can

    /** @param answering stays its owner's */
    Explainer(Engine answering, Supplier<Engine> loading) {
        this.answering = answering;
        this.loading = loading;
    }

    /**
     * Why the best class of each picture got its score.
     *
     * @throws UnsupportedOperationException where the version was exported without what it takes
     */
    synchronized Explanation explain(HostTensor batch) {
        return engine().explain(batch);
    }

    private Engine engine() {
        if (answering.canExplain()) {
            return answering;
        }
        if (loaded == null && !isBeyond) {
            Engine engine = loading.get();
            isBeyond = !engine.canExplain();
            loaded = isBeyond ? null : engine;
            if (isBeyond) {
                engine.close();
            }
        }
        if (loaded == null) {
            throw new UnsupportedOperationException("The version was exported without the signature explain.");
        }
        return loaded;
    }

    @Override
    public synchronized void close() {
        if (loaded != null) {
            loaded.close();
        }
    }
}
