package io.fovea.cli.platform;

/** A platform in this JVM. Ctrl-C stops it too. */
public interface RunningPlatform extends AutoCloseable {

    PlatformAddress address();

    /** Returns when the platform has stopped, by Ctrl-C or {@link #close}. */
    void awaitStop();

    /** Stops the services, then the broker, within 10 s. */
    @Override
    void close();
}
