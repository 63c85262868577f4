package io.fovea.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.cli.client.Connection;
import io.fovea.cli.client.Pipelines;
import io.fovea.cli.client.TopicReader;
import io.fovea.cli.client.TopicReader.From;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Table;
import io.fovea.messaging.Topics;
import io.fovea.proto.label.v1.Quality;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "quality",
        description = "How right each version was lately, from labels that came after its predictions.",
        footer = {"", "Example:", "  ./fovea quality digits"})
final class QualityCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's name.")
    private String pipeline = "";

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    QualityCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Connection connected = connection.connect();
        if (Pipelines.find(connected, pipeline).serve().labels().isEmpty()) {
            throw new CommandFailure(
                    "Pipeline '%s' joins no labels with its predictions: add serve.labels to its file, such as {window: 1000}, and apply it again."
                            .formatted(pipeline));
        }
        Collection<Quality> newest = newest(connected);
        if (options.json()) {
            var rows = newest.stream().map(QualityCommand::asJson).toList();
            context.terminal().out().println(Json.pretty(Map.of("versions", rows)));
        } else if (newest.isEmpty()) {
            context.terminal()
                    .out()
                    .println("No label has met its prediction yet: ./fovea label %s ID=LABEL".formatted(pipeline));
        } else {
            print(newest);
        }
        return 0;
    }

    private Collection<Quality> newest(Connection connected) {
        Map<String, Quality> byVersion = new TreeMap<>();
        try (TopicReader topic = TopicReader.open(connected, Topics.quality(pipeline), From.BEGINNING)) {
            topic.readToEnd(record -> {
                try {
                    byVersion.put(record.key(), Quality.parseFrom(record.value()));
                } catch (InvalidProtocolBufferException e) {
                    // somebody else's
                }
            });
        }
        return byVersion.values();
    }

    private void print(Collection<Quality> newest) {
        var table = new Table()
                .column("version")
                .number("labels")
                .number("accuracy")
                .number("+-")
                .number("probability")
                .number("calibration error")
                .column("last prediction");
        newest.forEach(quality -> table.row(
                quality.getModel() + "/" + quality.getModelVersion(),
                Figures.count(quality.getOutcomes()),
                Figures.metric(quality.getAccuracy()),
                Figures.metric(quality.getAccuracyStandardError()),
                Figures.metric(quality.getMeanProbability()),
                Figures.metric(quality.getCalibrationError()),
                LocalTimes.format(quality.getToMillis())));
        table.print(context.terminal());
    }

    private static Map<String, Object> asJson(Quality quality) {
        Map<String, Object> row = Json.object();
        row.put("model", quality.getModel());
        row.put("version", quality.getModelVersion());
        row.put("labels", quality.getOutcomes());
        row.put("window", quality.getWindow());
        row.put("accuracy", quality.getAccuracy());
        row.put("accuracyStandardError", quality.getAccuracyStandardError());
        row.put("meanProbability", quality.getMeanProbability());
        row.put("calibrationError", quality.getCalibrationError());
        row.put("from", Instant.ofEpochMilli(quality.getFromMillis()).toString());
        row.put("to", Instant.ofEpochMilli(quality.getToMillis()).toString());
        return row;
    }
}
