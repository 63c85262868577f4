package io.fovea.cli;

import io.fovea.cli.client.Connection;
import io.fovea.cli.platform.DataFolder;
import io.fovea.cli.platform.PlatformAddress;
import io.fovea.cli.platform.PlatformOptions;
import io.fovea.cli.platform.RunningPlatform;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import java.net.URI;

/** A platform that lives as long as one command, on free ports. */
final class PlatformSession implements AutoCloseable {

    private final RunningPlatform platform;

    private PlatformSession(RunningPlatform platform) {
        this.platform = platform;
    }

    static PlatformSession start(Context context, DataFolder folder) {
        try (Step step = new Progress(context.terminal()).step("start")) {
            step.show("Kafka and the services");
            RunningPlatform platform = context.launcher().start(new PlatformOptions(folder, 0, 0, false));
            step.done("Kafka and five services, in one JVM");
            return new PlatformSession(platform);
        }
    }

    RunningPlatform platform() {
        return platform;
    }

    Connection connection() {
        PlatformAddress address = platform.address();
        return new Connection(address.bootstrapServers(), URI.create(address.http()), URI.create(address.storage()));
    }

    @Override
    public void close() {
        platform.close();
    }
}
