package io.fovea.cli.platform;

/** Starts the broker and every service in this JVM; the command line does not know how. */
public interface PlatformLauncher {

    /**
     * Returns when every service is ready.
     *
     * @throws io.fovea.cli.failure.CommandFailure when it cannot start; nothing of it is left running then
     */
    RunningPlatform start(PlatformOptions options);
}
