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
import io.fovea.pipeline.DriftSpec;
import io.fovea.proto.drift.v1.Drift;
import io.fovea.proto.drift.v1.DriftFigure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "drift",
        description = "Whether what comes in has drifted from what each version was trained on, window by window.",
        footer = {"", "Example:", "  ./fovea drift digits --last 5"})
final class DriftCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's name.")
    private String pipeline = "";

    @Option(names = "--last", paramLabel = "N", description = "The newest N comparisons (${DEFAULT-VALUE}).")
    private int last = 10;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    DriftCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Connection connected = connection.connect();
        DriftSpec declared = Pipelines.find(connected, pipeline)
                .serve()
                .drift()
                .orElseThrow(() -> new CommandFailure(
                        "Pipeline '%s' is not watched for drift: add serve.drift to its file, such as {window: 1000}, apply it again and train."
                                .formatted(pipeline)));
        List<Drift> newest = newest(connected);
        if (options.json()) {
            var rows = newest.stream().map(DriftCommand::asJson).toList();
            context.terminal().out().println(Json.pretty(Map.of("comparisons", rows)));
        } else if (newest.isEmpty()) {
            context.terminal()
                    .out()
                    .println(
                            "No window of %s has been compared yet: one takes %s answers of a version trained with serve.drift."
                                    .formatted(pipeline, Figures.count(declared.window())));
        } else {
            print(newest);
        }
        return 0;
    }

    private List<Drift> newest(Connection connected) {
        List<Drift> all = new ArrayList<>();
        try (TopicReader topic = TopicReader.open(connected, Topics.drift(pipeline), From.BEGINNING)) {
            topic.readToEnd(record -> {
                try {
                    all.add(Drift.parseFrom(record.value()));
                } catch (InvalidProtocolBufferException e) {
                    // somebody else's
                }
            });
        } catch (CommandFailure | UnknownTopicOrPartitionException e) {
            return List.of(); // the topic comes with the first comparison
        }
        return all.subList(Math.max(0, all.size() - last), all.size());
    }

    private void print(List<Drift> newest) {
        var table = new Table()
                .column("version")
                .column("until")
                .number("examples")
                .number("largest index")
                .column("of")
                .number("classes")
                .number("discrepancy p")
                .column("drifted");
        newest.forEach(drift -> {
            DriftFigure largest = largest(drift);
            table.row(
                    drift.getModel() + "/" + drift.getModelVersion(),
                    LocalTimes.format(drift.getToMillis()),
                    Figures.count(drift.getExamples()),
                    Figures.metric(largest.getStability()),
                    largest.getName(),
                    Figures.metric(drift.getClassStability()),
                    Figures.metric(drift.getDiscrepancyPValue()),
                    drift.getDriftedCount() == 0 ? "-" : String.join(", ", drift.getDriftedList()));
        });
        table.print(context.terminal());
    }

    private static DriftFigure largest(Drift drift) {
        return drift.getFiguresList().stream()
                .max(Comparator.comparingDouble(DriftFigure::getStability))
                .orElseThrow();
    }

    private static Map<String, Object> asJson(Drift drift) {
        Map<String, Object> row = Json.object();
        row.put("model", drift.getModel());
        row.put("version", drift.getModelVersion());
        row.put("examples", drift.getExamples());
        row.put("from", Instant.ofEpochMilli(drift.getFromMillis()).toString());
        row.put("to", Instant.ofEpochMilli(drift.getToMillis()).toString());
        row.put("drifted", drift.getDriftedList());
        row.put("classStability", drift.getClassStability());
        row.put("discrepancy", drift.getDiscrepancy());
        row.put("discrepancyPValue", drift.getDiscrepancyPValue());
        row.put(
                "figures",
                drift.getFiguresList().stream().map(DriftCommand::figureAsJson).toList());
        return row;
    }

    private static Map<String, Object> figureAsJson(DriftFigure figure) {
        Map<String, Object> row = Json.object();
        row.put("name", figure.getName());
        row.put("stability", figure.getStability());
        row.put("distance", figure.getDistance());
        row.put("pValue", figure.getPValue());
        return row;
    }
}
