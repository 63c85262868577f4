package io.fovea.cli;

import io.fovea.cli.client.Connection;
import io.fovea.cli.client.PredictionRequest;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Table;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.registry.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "predict",
        description = "Send one image through a pipeline and print what its live model answers.",
        footer = {"", "Example:", "  ./fovea predict digits seven.png"})
final class PredictCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(index = "0", paramLabel = "PIPELINE", description = "The pipeline's name.")
    private String pipeline = "";

    @Parameters(index = "1", paramLabel = "FILE", description = "The image: PNG, JPEG, GIF or BMP.")
    private Path file = Path.of("");

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the answer (${DEFAULT-VALUE}).")
    private int timeoutSeconds;

    @Mixin
    private ConnectionOptions connectionOptions;

    @Mixin
    private CommonOptions options;

    PredictCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        byte[] image = Files.readAllBytes(file);
        Connection connection = connectionOptions.connect();
        Prediction prediction;
        try (var request = new PredictionRequest(connection, pipeline, Sha256.of(image))) {
            prediction = request.send(image, file.toString(), Duration.ofSeconds(timeoutSeconds));
        }
        if (options.json()) {
            context.terminal().out().println(Json.line(PredictionJson.of(prediction)));
        } else {
            print(prediction);
        }
        return 0;
    }

    private void print(Prediction prediction) {
        boolean isSequence = prediction.getSequencesCount() > 0;
        var table = new Table().column(isSequence ? "sequence" : "class").number("probability");
        prediction
                .getSequencesList()
                .forEach(top ->
                        table.row(String.join(" ", top.getSequenceList()), Figures.metric(top.getProbability())));
        prediction.getTopList().forEach(top -> table.row(top.getLabel(), Figures.metric(top.getProbability())));
        table.print(context.terminal());
        context.terminal()
                .out()
                .println("%n%s/%s, %.1f ms in the engine"
                        .formatted(
                                prediction.getModel(),
                                prediction.getModelVersion(),
                                prediction.getInferenceNanos() / 1e6));
    }
}
