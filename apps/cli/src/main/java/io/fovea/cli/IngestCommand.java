package io.fovea.cli;

import io.fovea.cli.client.ImageUpload;
import io.fovea.cli.client.IngestPlan;
import io.fovea.cli.client.IngestionClient;
import io.fovea.cli.client.UploadReport;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.Datasets;
import io.fovea.datasets.ImageDataset;
import io.fovea.datasets.Split;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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
            "Take a data set in: images with labels to learn from, without to be answered.",
            "IDX files have their labels in a file beside them; of a folder the labels are its subfolders' names, if you say so."
        },
        footer = {"", "Example:", "  ./fovea ingest digits photos/ --label-from-folder"})
final class IngestCommand implements Callable<Integer> {

    private static final int SHOWN = 5;

    private final Context context;

    @Parameters(index = "0", paramLabel = "PIPELINE", description = "The pipeline's name.")
    private String pipeline = "";

    @Parameters(
            index = "1",
            paramLabel = "PATH",
            description = "IDX files, or a folder of images: class/image.png, split/class/image.png or image.png.")
    private Path path = Path.of("");

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

    @Mixin
    private ConnectionOptions connectionOptions;

    @Mixin
    private CommonOptions options;

    IngestCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        ImageDataset images = Datasets.open(path);
        var plan = new IngestPlan(images, labels(), Optional.ofNullable(split));
        var ingestion = new IngestionClient(connectionOptions.connect().ingestion());
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

    private boolean labels() {
        return !withoutLabels && (labelFromFolder || IdxFiles.at(path));
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
