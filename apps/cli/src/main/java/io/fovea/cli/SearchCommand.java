package io.fovea.cli;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.run.RunData;
import io.fovea.cli.search.PipelineSearch;
import io.fovea.cli.search.SearchPlan;
import io.fovea.cli.search.SearchReport;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Progress;
import io.fovea.datasets.Datasets;
import io.fovea.datasets.FewOfEach;
import io.fovea.datasets.ImageDataset;
import io.fovea.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "search",
        description = {
            "Try a pipeline's network with other values at some of its keys, and say which learn best on the validation images.",
            "Trials are drawn by a seed. All are trained a little, the worst are stopped, and the others go on (successive halving).",
            "No platform need run, and the test split is not looked at. For pipelines on images."
        },
        footer = {
            "",
            "Example:",
            "  ./fovea search examples/digits/digits.yaml --data examples/digits",
            "  ./fovea search digits.yaml --data photos/ --vary train.optimizer.sgd.learningRate=log:0.001..0.3"
                    + " --vary train.batchSize=16,32,64 --trials 27 --out best.yaml"
        })
final class SearchCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "PIPELINE-FILE", description = "The pipeline, a YAML file, on images.")
    private Path file = Path.of("");

    @Option(names = "--data", paramLabel = "PATH", required = true, description = "The data set, as for ./fovea run.")
    private Path data = Path.of("");

    @Option(
            names = "--vary",
            paramLabel = "KEY=VALUES",
            description = {
                "A key that is in the file, and what to try there: A,B,C or LOW..HIGH or log:LOW..HIGH; may be given often.",
                "Without it the learning rate, from a tenth to ten times of what is in the file."
            })
    private List<String> vary = List.of();

    @Option(
            names = "--trials",
            paramLabel = "N",
            defaultValue = "12",
            description = "How many are drawn, 1 to 1000 (${DEFAULT-VALUE}).")
    private int trials = 12;

    @Option(
            names = "--monitor",
            paramLabel = "METRIC",
            defaultValue = "val_accuracy",
            description =
                    "What they are compared by: val_accuracy, val_loss, or val_ and one of train.metrics (${DEFAULT-VALUE}).")
    private String monitor = "val_accuracy";

    @Option(
            names = "--min-epochs",
            paramLabel = "N",
            defaultValue = "1",
            description =
                    "Epochs before the first are stopped (${DEFAULT-VALUE}); the last go on to train.epochs at most.")
    private int minEpochs = 1;

    @Option(
            names = "--eta",
            paramLabel = "N",
            defaultValue = "3",
            description = "The best of every N go on, for N times as many epochs (${DEFAULT-VALUE}).")
    private int eta = 3;

    @Option(names = "--random", description = "Stop none: train all trials to the end.")
    private boolean random;

    @Option(names = "--seed", paramLabel = "N", description = "What trials are drawn from (train.seed).")
    private @Nullable Long seed;

    @Option(
            names = "--per-class",
            paramLabel = "N",
            description = "Train on N images of each class at most, drawn by their hash.")
    private @Nullable Integer perClass;

    @Option(
            names = "--folder",
            paramLabel = "FOLDER",
            description = "Keep scores and checkpoints here; a search that was broken off goes on in it.")
    private @Nullable Path folder;

    @Option(
            names = "--out",
            paramLabel = "FILE.yaml",
            description = "Where the pipeline goes with the best values in it.")
    private @Nullable Path out;

    @Mixin
    private CommonOptions options;

    SearchCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        PipelineSpec pipeline = PipelineSpec.read(file);
        if (trials < 1 || trials > 1000) {
            throw new CommandFailure("%d trials are not allowed; allowed: 1 to 1000.".formatted(trials));
        }
        SearchPlan plan = SearchPlan.of(
                pipeline,
                vary,
                monitor,
                trials,
                seed == null ? pipeline.train().seed() : seed,
                new SearchPlan.Halvings(minEpochs, random ? 0 : eta));
        ImageDataset images = perClass == null ? Datasets.open(data) : FewOfEach.of(Datasets.open(data), perClass);
        SearchReport report =
                new PipelineSearch(plan, new Progress(context.terminal())).run(new RunData(images, pipeline), folder);
        if (options.json()) {
            context.terminal().out().println(Json.pretty(report.json()));
        } else {
            report.print(context.terminal());
        }
        if (out != null) {
            Files.writeString(out, plan.file(report.result().best().trial()));
            context.terminal().err().println("The pipeline with the best values is in " + out + ".");
        }
        return 0;
    }
}
