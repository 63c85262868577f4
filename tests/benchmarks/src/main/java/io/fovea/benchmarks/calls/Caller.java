package io.fovea.benchmarks.calls;

import java.io.IOException;

/** Asks for one picture and waits for the answer; for one thread. */
interface Caller extends AutoCloseable {

    /** @throws IOException where the answer is none */
    void call() throws IOException;

    @Override
    void close() throws IOException;
}
