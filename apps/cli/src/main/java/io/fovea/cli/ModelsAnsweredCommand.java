package io.fovea.cli;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import io.fovea.cli.client.PredictionFeed;
import io.fovea.cli.client.TopicReader.From;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Table;
import io.fovea.proto.prediction.v1.Prediction;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "answered",
        description =
                "Which versions answered at a time: counted from the predictions themselves, not from the registry.",
        footer = {"", "Example:", "  ./fovea models answered digits --at 14:03"})
final class ModelsAnsweredCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's name.")
    private String pipeline = "";

    @Option(
            names = "--at",
            required = true,
            paramLabel = "TIME",
            converter = LocalTimes.SpanConverter.class,
            description = "A minute or a second of this machine's zone: 14:03, 14:03:20, 2026-11-24T14:03.")
    private LocalTimes.Span at = new LocalTimes.Span(Instant.EPOCH, Instant.EPOCH);

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    ModelsAnsweredCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        try (var feed = new PredictionFeed(connection.connect(), pipeline, From.NOW)) {
            Map<String, List<Prediction>> byVersion = feed.between(at.from(), at.to()).stream()
                    .collect(groupingBy(ModelsAnsweredCommand::version, LinkedHashMap::new, toList()));
            if (options.json()) {
                var rows = byVersion.values().stream()
                        .map(ModelsAnsweredCommand::asJson)
                        .toList();
                context.terminal().out().println(Json.pretty(Map.of("versions", rows)));
            } else {
                print(byVersion);
            }
        }
        return 0;
    }

    private void print(Map<String, List<Prediction>> byVersion) {
        if (byVersion.isEmpty()) {
            context.terminal()
                    .out()
                    .println("No prediction of %s was made from %s on until %s."
                            .formatted(
                                    pipeline,
                                    LocalTimes.format(at.from().toEpochMilli()),
                                    LocalTimes.format(at.to().toEpochMilli())));
            return;
        }
        var table = new Table()
                .column("version")
                .number("predictions")
                .column("first")
                .column("last");
        byVersion.forEach((version, predictions) -> table.row(
                version,
                Figures.count(predictions.size()),
                LocalTimes.format(first(predictions)),
                LocalTimes.format(last(predictions))));
        table.print(context.terminal());
    }

    private static Map<String, Object> asJson(List<Prediction> predictions) {
        Map<String, Object> row = Json.object();
        row.put("model", predictions.get(0).getModel());
        row.put("version", predictions.get(0).getModelVersion());
        row.put("predictions", predictions.size());
        row.put("first", Instant.ofEpochMilli(first(predictions)).toString());
        row.put("last", Instant.ofEpochMilli(last(predictions)).toString());
        return row;
    }

    private static String version(Prediction prediction) {
        return prediction.getModel() + "/" + prediction.getModelVersion();
    }

    private static long first(List<Prediction> predictions) {
        return predictions.get(0).getPredictedAtMillis();
    }

    private static long last(List<Prediction> predictions) {
        return predictions.get(predictions.size() - 1).getPredictedAtMillis();
    }
}
