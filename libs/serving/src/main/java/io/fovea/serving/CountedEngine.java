package io.fovea.serving;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.explain.Explanation;
import java.util.concurrent.atomic.AtomicBoolean;

/** An engine that says when its memory is free again. */
record CountedEngine(Engine engine, Runnable freed, AtomicBoolean closed) implements Engine {

    CountedEngine(Engine engine, Runnable freed) {
        this(engine, freed, new AtomicBoolean());
    }

    @Override
    public String name() {
        return engine.name();
    }

    @Override
    public HostTensor run(HostTensor batch) {
        return engine.run(batch);
    }

    @Override
    public boolean canExplain() {
        return engine.canExplain();
    }

    @Override
    public Explanation explain(HostTensor batch) {
        return engine.explain(batch);
    }

    @Override
    public void close() {
        engine.close();
        if (closed.compareAndSet(false, true)) {
            freed.run();
        }
    }
}
