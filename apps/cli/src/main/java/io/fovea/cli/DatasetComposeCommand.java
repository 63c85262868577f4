package io.fovea.cli;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.datasets.Datasets;
import io.fovea.datasets.compose.HouseNumbers;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compose",
        description = {
            "Compose house numbers of 1 to 5 digits from single digits, in the format of SVHN:",
            "train.tar.gz and test.tar.gz, each with PNGs and digitStruct.mat. Digits of the test split go into test numbers only."
        },
        footer = {"", "Example:", "  ./fovea dataset compose examples/digits house-numbers --train 2000 --test 500"})
final class DatasetComposeCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(index = "0", paramLabel = "DIGITS", description = "A data set of single digits, such as MNIST's files.")
    private Path digits = Path.of("");

    @Parameters(index = "1", paramLabel = "FOLDER", description = "Where to write the two archives.")
    private Path folder = Path.of("");

    @Option(
            names = "--train",
            paramLabel = "N",
            defaultValue = "30000",
            description = "Numbers to train on (${DEFAULT-VALUE}).")
    private int train;

    @Option(
            names = "--test",
            paramLabel = "N",
            defaultValue = "5000",
            description = "Numbers to test on (${DEFAULT-VALUE}).")
    private int test;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "The same seed, the same numbers (${DEFAULT-VALUE}).")
    private long seed;

    @Mixin
    private CommonOptions options;

    DatasetComposeCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (train < 1 || test < 1 || train > 1_000_000 || test > 1_000_000) {
            throw new CommandFailure("--train is %d and --test %d; allowed: 1 to 1000000.".formatted(train, test));
        }
        HouseNumbers numbers = new HouseNumbers(Datasets.open(digits), seed);
        try (Step step = new Progress(context.terminal()).step("compose")) {
            numbers.write(folder, train, test, written -> step.count(written, train + test, "numbers"));
            step.done(Figures.count(train + test, "number") + " in " + folder);
        }
        if (options.json()) {
            Map<String, Object> json = Json.object();
            json.put("folder", folder.toString());
            json.put("train", train);
            json.put("test", test);
            json.put("seed", seed);
            context.terminal().out().println(Json.pretty(json));
        }
        return 0;
    }
}
