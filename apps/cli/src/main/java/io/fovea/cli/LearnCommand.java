package io.fovea.cli;

import io.fovea.cli.client.Connection;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.learn.HeldOutBaselines;
import io.fovea.cli.learn.LearnFile;
import io.fovea.cli.learn.LearnReport;
import io.fovea.cli.learn.PretrainedNetwork;
import io.fovea.cli.platform.DataFolder;
import io.fovea.cli.run.BackboneWeights;
import io.fovea.cli.run.PipelineRun;
import io.fovea.cli.run.RunData;
import io.fovea.cli.run.RunReport;
import io.fovea.cli.run.RunText;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.Datasets;
import io.fovea.datasets.HeldOut;
import io.fovea.datasets.ImageDataset;
import io.fovea.datasets.Split;
import io.fovea.pipeline.PipelineSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "learn",
        description = {
            "Learn the classes of a folder of images from a few of each, on a network that has seen ImageNet.",
            "FOLDER has a folder for each class. A fifth is held out, and the report is of those; nothing else is needed.",
            "It writes the pipeline file that it ran, and leaves the model in the data folder: ./fovea up --data-dir serves it."
        },
        footer = {"", "Example:", "  ./fovea learn scenes/ --weights mobilenet_2_5_224_tf_no_top.h5"})
final class LearnCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "FOLDER", description = "The images: FOLDER/CLASS/IMAGE.jpg, a few of each class.")
    private Path images = Path.of("");

    @Option(
            names = "--backbone",
            paramLabel = "ARCHITECTURE",
            defaultValue = "mobilenet",
            description =
                    "The network, with what ./fovea weights get ARCHITECTURE --no-top has fetched (${DEFAULT-VALUE}).")
    private String backbone = "mobilenet";

    @Option(names = "--width", defaultValue = "1", description = "The paper's alpha, of MobileNets (${DEFAULT-VALUE}).")
    private double width = 1;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "Weights of a file instead; which network they are of is found from it.")
    private @Nullable Path weights;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            defaultValue = "160",
            description = "Height and width that images are resized to (${DEFAULT-VALUE}).")
    private int size = 160;

    @Option(
            names = "--hold-out",
            paramLabel = "SHARE",
            defaultValue = "0.2",
            description = "Test on this share of each class, drawn by hash (${DEFAULT-VALUE}).")
    private double holdOut = 0.2;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Keep everything in this folder (.fovea/learn-NAME, made afresh).")
    private @Nullable Path dataDir;

    @Mixin
    private CommonOptions options;

    LearnCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        ImageDataset data = HeldOut.of(Datasets.open(images), holdOut);
        if (data.classes().size() < 2) {
            throw new CommandFailure("%s has %d classes of images, and two are needed: a folder for each."
                    .formatted(images, data.classes().size()));
        }
        String name = LearnFile.nameOf(
                String.valueOf(images.toAbsolutePath().normalize().getFileName()));
        PretrainedNetwork network = PretrainedNetwork.of(backbone, width, weights);
        var file = new LearnFile(name, network, size, data.classes(), toLearnFrom(data));
        new BackboneWeights(Path.of("x")).read(file.pipeline()); // says what is missing before a platform is started
        Path own = Path.of(".fovea", "learn-" + name);
        try (DataFolder folder = dataDir == null ? DataFolder.afresh(own) : DataFolder.open(dataDir);
                var session = PlatformSession.start(context, folder)) {
            return learn(session.connection(), file, data, written(file, folder.path()));
        }
    }

    private static long toLearnFrom(ImageDataset data) {
        try (Stream<DatasetImage> all = data.images()) {
            return all.filter(image -> image.split() != Split.TEST).count();
        }
    }

    private static Path written(LearnFile file, Path folder) {
        try {
            return Files.writeString(folder.resolve(file.name() + ".yaml"), file.text());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int learn(Connection connection, LearnFile file, ImageDataset data, Path written) {
        Duration start = ProcessTime.sinceStart();
        PipelineSpec pipeline = file.pipeline();
        var progress = new Progress(context.terminal());
        try (Step step = progress.step("backbone")) {
            step.show("reading weights");
            new BackboneWeights(written).publish(connection, pipeline);
            step.done("%s, %s"
                    .formatted(file.network().architecture(), file.network().weights()));
        }
        RunReport run = new PipelineRun(connection, pipeline, new RunData(data, pipeline), progress).run();
        var report = new LearnReport(run, HeldOutBaselines.of(connection, pipeline, data), written);
        Duration total = ProcessTime.sinceStart();
        if (options.json()) {
            context.terminal().out().println(Json.pretty(report.json(start, total)));
        } else {
            new RunText(context.terminal()).print(run, start, total);
            report.print(context.terminal());
        }
        return Completeness.check(run);
    }
}
