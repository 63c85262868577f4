package io.fovea.cli;

import io.fovea.cli.platform.DataFolder;
import io.fovea.cli.platform.PlatformAddress;
import io.fovea.cli.platform.PlatformOptions;
import io.fovea.cli.platform.RunningPlatform;
import io.fovea.cli.terminal.Ink;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.cli.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "up",
        description = "Start Kafka and every service in this process, until Ctrl-C; the data is kept.",
        footer = {"", "Example:", "  ./fovea up --data-dir /var/lib/fovea --http-port 8081"})
final class UpCommand implements Callable<Integer> {

    private final Context context;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            defaultValue = "${env:FOVEA_DATA_DIR:-.fovea}",
            description = "Where everything is kept (${DEFAULT-VALUE}).")
    private Path dataDir = Path.of(".fovea");

    @Option(
            names = "--kafka-port",
            paramLabel = "PORT",
            defaultValue = "9092",
            description = "Kafka's port, 0 for a free one (${DEFAULT-VALUE}).")
    private int kafkaPort;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "The services' port, 0 for a free one (${DEFAULT-VALUE}).")
    private int httpPort;

    @Mixin
    private CommonOptions options;

    UpCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (DataFolder folder = DataFolder.open(dataDir);
                RunningPlatform platform = start(folder)) {
            announce(platform.address());
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> context.terminal().err().println("\nStopping: the services first, then Kafka.")));
            platform.awaitStop();
        }
        return 0;
    }

    private RunningPlatform start(DataFolder folder) {
        try (Step step = new Progress(context.terminal()).step("start")) {
            step.show("Kafka and the services");
            RunningPlatform platform = context.launcher().start(new PlatformOptions(folder, kafkaPort, httpPort, true));
            step.done("Kafka and five services are ready");
            return platform;
        }
    }

    private void announce(PlatformAddress address) {
        Terminal terminal = context.terminal();
        if (options.json()) {
            terminal.out().println(Json.line(asJson(address)));
            return;
        }
        Ink ink = terminal.outInk();
        terminal.out().println();
        terminal.out().println("  " + ink.bold("Kafka   ") + "  " + address.bootstrapServers());
        terminal.out().println("  " + ink.bold("HTTP    ") + "  " + address.http());
        terminal.out().println("  " + ink.bold("metrics ") + "  " + address.metrics());
        terminal.out().println("  " + ink.bold("health  ") + "  " + address.health());
        terminal.out().println("  " + ink.bold("data    ") + "  " + address.dataDir());
        terminal.out().println("  " + ink.bold("log     ") + "  " + address.log());
        terminal.out().println();
        terminal.out().println("  Ctrl-C stops it; the data is kept. In another terminal: ./fovea apply PIPELINE-FILE");
    }

    static Map<String, Object> asJson(PlatformAddress address) {
        Map<String, Object> object = Json.object();
        object.put("bootstrapServers", address.bootstrapServers());
        object.put("http", address.http());
        object.put("metrics", address.metrics());
        object.put("health", address.health());
        object.put("storage", address.storage());
        object.put("dataDir", address.dataDir());
        object.put("log", address.log());
        object.put("pid", address.pid());
        return object;
    }
}
