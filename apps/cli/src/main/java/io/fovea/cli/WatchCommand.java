package io.fovea.cli;

import io.fovea.cli.client.Connection;
import io.fovea.cli.client.Pipelines;
import io.fovea.cli.client.PredictionFeed;
import io.fovea.cli.client.TopicReader.From;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.pipeline.MarketSpec;
import io.fovea.proto.prediction.v1.Prediction;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "watch",
        description = {
            "Print the predictions of a pipeline as they come, until Ctrl-C.",
            "Of a market pipeline: a table of the newest signals, and one of each period to come; of many the ten best and worst.",
            "With --json every signal is a line."
        },
        footer = {
            "",
            "Examples:",
            "  ./fovea watch digits --from-beginning --limit 10",
            "  ./fovea watch monthly-direction"
        })
final class WatchCommand implements Callable<Integer> {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private final Context context;

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's name.")
    private String pipeline = "";

    @Option(names = "--from-beginning", description = "Begin with the oldest that is kept.")
    private boolean fromBeginning;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "" + Long.MAX_VALUE,
            showDefaultValue = picocli.CommandLine.Help.Visibility.NEVER,
            description = "Stop after so many.")
    private long limit;

    @Mixin
    private ConnectionOptions connectionOptions;

    @Mixin
    private CommonOptions options;

    WatchCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Connection connection = connectionOptions.connect();
        Optional<MarketSpec> market = Pipelines.find(connection, pipeline).market();
        if (market.isPresent()) {
            try (var feed = new PredictionFeed(connection, pipeline, From.NOW)) {
                new SignalWatch(context.terminal(), market.get().bars().period(), options.json())
                        .run(feed, fromBeginning, limit);
            }
            return 0;
        }
        try (var feed = new PredictionFeed(connection, pipeline, fromBeginning ? From.BEGINNING : From.NOW)) {
            if (!options.json()) {
                context.terminal().out().println(context.terminal().outInk().bold(heading()));
            }
            for (long shown = 0; shown < limit; ) {
                List<Prediction> next = feed.next();
                next.stream().limit(limit - shown).forEach(this::print);
                shown += next.size();
            }
        }
        return 0;
    }

    private void print(Prediction prediction) {
        context.terminal().out().println(options.json() ? Json.line(PredictionJson.of(prediction)) : line(prediction));
    }

    private static String heading() {
        return "%-12s  %-12s  %-16s  %11s  %-24s  %10s"
                .formatted("time", "image", "class", "probability", "model", "latency");
    }

    private static String line(Prediction prediction) {
        return "%-12s  %-12.12s  %-16s  %11s  %-24s  %7s ms"
                .formatted(
                        TIME.format(Instant.ofEpochMilli(prediction.getPredictedAtMillis())),
                        prediction.getId(),
                        PredictionJson.best(prediction),
                        Figures.metric(PredictionJson.probability(prediction)),
                        prediction.getModel() + "/" + prediction.getModelVersion(),
                        Figures.count(PredictionJson.latencyMillis(prediction)));
    }
}
