package io.fovea.cli;

import io.fovea.cli.client.Connection;
import io.fovea.cli.client.IngestionClient;
import io.fovea.cli.client.LabelFile;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "label",
        description = {
            "Say what images turned out to be that were predicted: figures of each version follow, see 'quality'.",
            "The pipeline's file declares serve.labels."
        },
        footer = {"", "Example:", "  ./fovea label digits --file labels.csv"})
final class LabelCommand implements Callable<Integer> {

    private static final int BATCH = 10_000;

    private final Context context;

    @Parameters(index = "0", paramLabel = "PIPELINE", description = "The pipeline's name.")
    private String pipeline = "";

    @Parameters(
            index = "1..*",
            paramLabel = "ID=LABEL",
            description = "An image's id, as its prediction has it, and its class.")
    private List<String> pairs = List.of();

    @Option(
            names = "--file",
            paramLabel = "CSV",
            description =
                    "A file with the columns id and label, and knownAt (2026-11-24T14:03:00Z) where it is not now.")
    private @Nullable Path file;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    LabelCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Map<String, String>> labels = new ArrayList<>();
        pairs.forEach(pair -> labels.add(label(pair)));
        if (file != null) {
            labels.addAll(LabelFile.read(file));
        }
        if (labels.isEmpty()) {
            throw new CommandFailure("There is no label to send: name ID=LABEL, or a --file that has some.");
        }
        Connection connected = connection.connect();
        var ingestion = new IngestionClient(connected.ingestion());
        for (int from = 0; from < labels.size(); from += BATCH) {
            ingestion.sendLabels(pipeline, labels.subList(from, Math.min(labels.size(), from + BATCH)));
        }
        context.terminal()
                .out()
                .println(
                        options.json()
                                ? Json.line(Map.of("pipeline", pipeline, "accepted", labels.size()))
                                : "%s of pipeline %s taken in."
                                        .formatted(Figures.count(labels.size(), "label"), pipeline));
        return 0;
    }

    private static Map<String, String> label(String pair) {
        int equals = pair.indexOf('=');
        if (equals < 1) {
            throw new CommandFailure("'%s' is no label: expected ID=LABEL.".formatted(pair));
        }
        return Map.of("id", pair.substring(0, equals), "label", pair.substring(equals + 1));
    }
}
