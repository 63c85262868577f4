package io.fovea.serving;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Holds the model that answers now. A batch leases it and keeps it until it is done; a switch in the meantime holds for
 * the next batch, and the old model is closed when its last batch is out. Thread-safe.
 */
final class ModelSwitch implements AutoCloseable {

    private @Nullable Held current;

    /** The model of this moment, for one batch; empty when there is none. The caller closes the lease. */
    synchronized Optional<ModelLease> acquire() {
        return Optional.ofNullable(current).map(Held::lease);
    }

    /** From here on batches get this model. */
    void switchTo(LoadedModel next) {
        replace(new Held(next));
    }

    /** From here on there is no model. */
    @Override
    public void close() {
        replace(null);
    }

    private void replace(@Nullable Held next) {
        Held previous;
        synchronized (this) {
            previous = current;
            current = next;
        }
        if (previous != null) {
            previous.release();
        }
    }

    /** A model and how many use it; the switch itself counts as one. */
    private static final class Held {
        private final LoadedModel model;
        private final AtomicInteger users = new AtomicInteger(1);

        private Held(LoadedModel model) {
            this.model = model;
        }

        private ModelLease lease() {
            users.incrementAndGet();
            return new ModelLease(model, this::release);
        }

        private void release() {
            if (users.decrementAndGet() == 0) {
                model.close();
            }
        }
    }
}
