package io.fovea.cli;

import io.fovea.cli.client.Connection;
import io.fovea.cli.client.ImageUpload;
import io.fovea.cli.client.IngestPlan;
import io.fovea.cli.client.IngestionClient;
import io.fovea.cli.client.Pipelines;
import io.fovea.cli.client.UploadReport;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.Datasets;
import io.fovea.datasets.ImageDataset;
import io.fovea.datasets.Split;
import io.fovea.pipeline.MarketSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "ingest",
        description = {
            "Take a data set in: images with labels to learn from, without to be answered; or bars of a market.",
            "A data set that states its labels (IDX, a table of paths and labels) has them taken in;",
            "of folders, in a zip or a tar too, the labels are the subfolders' names, if you say so.",
            "Bars are in CSV or Parquet files, one or many, whose columns the pipeline names."
        },
        footer = {
            "",
            "Examples:",
            "  ./fovea ingest digits photos/ --label-from-folder",
            "  ./fovea ingest monthly-direction prices.csv.gz",
            "  ./fovea ingest daily-direction 2014.parquet 2015.parquet --pace 86400"
        })
final class IngestCommand implements Callable<Integer> {

    private static final int SHOWN = 5;

    private final Context context;

    @Parameters(index = "0", paramLabel = "PIPELINE", description = "The pipeline's name.")
    private String pipeline = "";

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "PATH",
            description = {
                "IDX files; a folder, zip or tar of class/image.png, split/class/image.png or image.png;",
                "or a table with columns path, label and split, .csv or .tsv, and its images.",
                "Or files of bars: .csv, .tsv, also with .gz or .zst, or .parquet."
            })
    private List<Path> paths = List.of();

    @Option(names = "--label-from-folder", description = "The folder that an image lies in is its label.")
    private boolean labelFromFolder;

    @Option(
            names = "--without-labels",
            description = "Take the images in as ones to be answered, whatever is known of them.")
    private boolean withoutLabels;

    @Option(
            names = "--split",
            paramLabel = "SPLIT",
            converter = SplitName.class,
            description = "Only this part: train, validation or test.")
    private @Nullable Split split;

    @Option(
            names = "--pace",
            paramLabel = "N",
            description =
                    "Of bars: N times as fast as their time passes, 1 for real time; without it as fast as possible.")
    private @Nullable Double pace;

    @Mixin
    private ConnectionOptions connectionOptions;

    @Mixin
    private CommonOptions options;

    IngestCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (pace != null && !(pace > 0 && pace < 1e12)) {
            throw new CommandFailure("--pace is %s; allowed: a number above 0.".formatted(pace));
        }
        Connection connection = connectionOptions.connect();
        var ingestion = new IngestionClient(connection.ingestion());
        Optional<MarketSpec> market = Pipelines.find(connection, pipeline).market();
        if (market.isPresent()) {
            OptionalDouble factor = pace == null ? OptionalDouble.empty() : OptionalDouble.of(pace);
            return new BarsIngest(context.terminal(), options.json())
                    .run(pipeline, market.get().bars(), paths, factor, ingestion);
        }
        return images(ingestion);
    }

    private int images(IngestionClient ingestion) {
        if (paths.size() > 1) {
            throw new CommandFailure(
                    "Pipeline %s takes images, which are one path; got %d. Maybe ingest them one after the other."
                            .formatted(pipeline, paths.size()));
        }
        ImageDataset images = Datasets.open(paths.get(0));
        var plan = new IngestPlan(images, labels(images), Optional.ofNullable(split));
        UploadReport report;
        try (Step step = new Progress(context.terminal()).step("ingest")) {
            report = send(plan, ingestion, step);
            step.done(outcome(report));
        }
        if (options.json()) {
            context.terminal().out().println(Json.pretty(asJson(report)));
        }
        report.rejections().stream()
                .limit(SHOWN)
                .forEach(rejected -> say(rejected.source() + ": " + rejected.explanation()));
        if (report.rejected() > SHOWN) {
            say(Figures.count(report.rejected() - SHOWN) + " more; --json names some of them");
        }
        return report.accepted() + report.duplicates() == 0 ? 1 : 0;
    }

    private UploadReport send(IngestPlan plan, IngestionClient ingestion, Step step) {
        var upload = new ImageUpload(ingestion, pipeline, plan::record);
        try (Stream<DatasetImage> images = plan.images()) {
            return upload.send(images, sent -> step.count(sent, plan.dataset().size(), "images"));
        }
    }

    private boolean labels(ImageDataset images) {
        return !withoutLabels && (labelFromFolder || !images.labelledByFolders());
    }

    private void say(String refusal) {
        context.terminal().err().println("  refused: " + refusal);
    }

    private static String outcome(UploadReport report) {
        return "%s taken in, %s already there, %s refused"
                .formatted(
                        Figures.count(report.accepted(), "image"),
                        Figures.count(report.duplicates()),
                        Figures.count(report.rejected()));
    }

    private Map<String, Object> asJson(UploadReport report) {
        Map<String, Object> object = Json.object();
        object.put("pipeline", pipeline);
        object.put("accepted", report.accepted());
        object.put("duplicates", report.duplicates());
        object.put("rejected", report.rejected());
        object.put("rejections", report.rejections());
        return object;
    }
}
