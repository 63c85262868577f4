package io.fovea.cli;

import io.fovea.cli.client.Connection;
import io.fovea.cli.market.MarketOutput;
import io.fovea.cli.market.MarketRun;
import io.fovea.cli.platform.DataFolder;
import io.fovea.cli.run.BackboneWeights;
import io.fovea.cli.run.Curves;
import io.fovea.cli.run.FeatureMaps;
import io.fovea.cli.run.PipelineRun;
import io.fovea.cli.run.RunData;
import io.fovea.cli.run.RunJson;
import io.fovea.cli.run.RunReport;
import io.fovea.cli.run.RunText;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.datasets.Datasets;
import io.fovea.datasets.FewOfEach;
import io.fovea.datasets.HeldOut;
import io.fovea.datasets.ImageDataset;
import io.fovea.pipeline.BackboneSpec;
import io.fovea.pipeline.PipelineSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "run",
        description = {
            "Apply a pipeline, ingest a data set, train, predict its test split, report and stop.",
            "The images of the test split go in without their labels and come back through the whole serving path."
        },
        footer = {
            "",
            "Example:",
            "  ./fovea run examples/digits/digits.yaml --data examples/digits",
            "  ./fovea run examples/market/stocks.yaml --data examples/market/stocks.csv"
        })
final class RunCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "PIPELINE-FILE", description = "The pipeline, a YAML file.")
    private Path file = Path.of("");

    @Option(
            names = "--data",
            paramLabel = "PATH",
            required = true,
            description = {
                "The data set: IDX files, or folders split/class/image.png or class/image.png.",
                "Of a pipeline on bars: a file such as prices.csv.gz or prices.parquet."
            })
    private Path data = Path.of("");

    @Option(
            names = "--per-class",
            paramLabel = "N",
            description = "Train on N images of each class at most, drawn by their hash.")
    private @Nullable Integer perClass;

    @Option(
            names = "--hold-out",
            paramLabel = "SHARE",
            description = "Test on this share of each class, drawn by hash, where the data has no test split.")
    private @Nullable Double holdOut;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "The backbone's weights, in place of those that the pipeline file names.")
    private @Nullable Path weights;

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "Keep everything in this folder and go on from what is in it (.fovea/run-NAME, made afresh).")
    private @Nullable Path dataDir;

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT",
            description = "Use the platform on this Kafka, and start none.")
    private @Nullable String bootstrapServers;

    @Option(
            names = "--curves",
            paramLabel = "FILE",
            description = "Where to draw the learning curves, a PNG (curves.png in the run's folder). Images only.")
    private @Nullable Path curves;

    @Option(
            names = "--maps",
            paramLabel = "FILE",
            description = {
                "Where to draw what the backbone made of one picture, a PNG (maps.png in the run's folder).",
                "Only of a layer that has height and width and is not pooled."
            })
    private @Nullable Path maps;

    @Mixin
    private RemoteOptions remote;

    @Mixin
    private CommonOptions options;

    RunCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PipelineSpec pipeline = PipelineSpec.read(file);
        if (pipeline.market().isPresent()) {
            return market(pipeline);
        }
        ImageDataset images = holdOut == null ? Datasets.open(data) : HeldOut.of(Datasets.open(data), holdOut);
        if (bootstrapServers != null) {
            return run(remote.connection(bootstrapServers), pipeline, images, null);
        }
        Path own = Path.of(".fovea", "run-" + pipeline.name());
        try (DataFolder folder = dataDir == null ? DataFolder.afresh(own) : DataFolder.open(dataDir);
                var session = PlatformSession.start(context, folder)) {
            return run(session.connection(), pipeline, images, folder.path());
        }
    }

    private int market(PipelineSpec pipeline) {
        if (bootstrapServers != null) {
            return market(remote.connection(bootstrapServers), pipeline, Path.of(""));
        }
        Path own = Path.of(".fovea", "run-" + pipeline.name());
        try (DataFolder folder = dataDir == null ? DataFolder.afresh(own) : DataFolder.open(dataDir);
                var session = PlatformSession.start(context, folder)) {
            return market(session.connection(), pipeline, folder.path());
        }
    }

    private int market(Connection connection, PipelineSpec pipeline, Path folder) {
        var run = new MarketRun(connection, pipeline, List.of(data), new Progress(context.terminal()));
        new MarketOutput(context.terminal(), options.json())
                .print(run.run(), pipeline, folder, ProcessTime.sinceStart());
        return 0;
    }

    private void publishBackbone(Connection connection, PipelineSpec pipeline, Progress progress) {
        if (weights != null
                || pipeline.model().backbone().flatMap(BackboneSpec::pretrained).isPresent()) {
            try (Step step = progress.step("backbone")) {
                step.show("reading weights");
                new BackboneWeights(file, weights)
                        .publish(connection, pipeline)
                        .ifPresent(version -> step.done(
                                "%s/%s is in the registry".formatted(version.getModel(), version.getVersion())));
            }
        }
    }

    /** @param folder the run's own, for what it draws; null where it has none */
    private int run(Connection connection, PipelineSpec pipeline, ImageDataset images, @Nullable Path folder) {
        Duration start = ProcessTime.sinceStart();
        var selected = new RunData(perClass == null ? images : FewOfEach.of(images, perClass), pipeline);
        var progress = new Progress(context.terminal());
        publishBackbone(connection, pipeline, progress);
        RunReport report = new PipelineRun(connection, pipeline, selected, progress).run();
        place(curves, folder, "curves.png").ifPresent(drawing -> Curves.write(report, drawing));
        place(maps, folder, "maps.png").ifPresent(drawing -> FeatureMaps.write(connection, pipeline, drawing));
        Duration total = ProcessTime.sinceStart();
        if (options.json()) {
            context.terminal().out().println(Json.pretty(RunJson.of(report, start, total)));
        } else {
            new RunText(context.terminal()).print(report, start, total);
        }
        return Completeness.check(report);
    }

    private static Optional<Path> place(@Nullable Path asked, @Nullable Path folder, String name) {
        return Optional.ofNullable(asked).or(() -> Optional.ofNullable(folder).map(own -> own.resolve(name)));
    }
}
