package io.fovea.cli;

import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.cli.terminal.Table;
import io.fovea.datasets.Datasets;
import io.fovea.datasets.ImageDataset;
import io.fovea.datasets.Split;
import io.fovea.datasets.info.DatasetInfo;
import io.fovea.datasets.info.DatasetScan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "info",
        description = {
            "Say what is in a data set: classes, counts, sizes, broken files, duplicates between its splits.",
            "Every image is decoded. Ends with status 1 where one is broken or in two splits."
        },
        footer = {"", "Example:", "  ./fovea dataset info photos.zip --json"})
final class DatasetInfoCommand implements Callable<Integer> {

    private static final int SHOWN_SIZES = 5;

    private final Context context;

    @Parameters(paramLabel = "PATH", description = "What 'ingest' takes: a folder, an archive or a file of images.")
    private Path path = Path.of("");

    @Mixin
    private CommonOptions options;

    DatasetInfoCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        DatasetInfo info = scan(Datasets.open(path));
        if (options.json()) {
            context.terminal().out().println(Json.pretty(asJson(info)));
        } else {
            print(info);
        }
        return info.broken() + info.acrossSplits() == 0 ? 0 : 1;
    }

    private DatasetInfo scan(ImageDataset images) {
        try (Step step = new Progress(context.terminal()).step("look")) {
            DatasetInfo info = DatasetScan.of(images, seen -> step.count(seen, images.size(), "images"));
            step.done(Figures.count(info.images(), "image") + Figures.rate(info.images(), "image", step.elapsed()));
            return info;
        }
    }

    private void print(DatasetInfo info) {
        List<Split> splits =
                Arrays.stream(Split.values()).filter(info.splits()::containsKey).toList();
        Table table = new Table().column("class");
        splits.forEach(split -> table.number(name(split)));
        info.classes().forEach((label, counts) -> table.row(row(label, counts, splits)));
        table.row(row("images", info.splits(), splits)).print(context.terminal());
        say("sizes", sizes(info));
        say("without a label", Figures.count(info.unlabelled()));
        say("broken", Figures.count(info.broken()));
        info.brokenExamples().forEach(example -> say("", example));
        say("duplicates", Figures.count(info.duplicates()));
        say("with another label", Figures.count(info.contradictions()));
        say("in two splits", Figures.count(info.acrossSplits()));
        info.acrossSplitsExamples().forEach(example -> say("", example));
    }

    private static Object[] row(String label, Map<Split, Long> counts, List<Split> splits) {
        Object[] cells = new Object[splits.size() + 1];
        cells[0] = label;
        for (int i = 0; i < splits.size(); i++) {
            cells[i + 1] = Figures.count(counts.getOrDefault(splits.get(i), 0L));
        }
        return cells;
    }

    private static String sizes(DatasetInfo info) {
        String shown = info.sizes().entrySet().stream()
                .limit(SHOWN_SIZES)
                .map(size -> size.getKey() + ": " + Figures.count(size.getValue()))
                .collect(Collectors.joining(", "));
        int more = info.sizes().size() - SHOWN_SIZES;
        return more > 0 ? shown + ", and " + Figures.count(more) + " other sizes" : shown;
    }

    private void say(String what, String value) {
        context.terminal().out().println("%-20s%s".formatted(what, value));
    }

    /** What a source leaves open is to train on: a validation split is drawn from it. */
    private static String name(Split split) {
        return split == Split.UNSPECIFIED ? "to train on" : split.name().toLowerCase(Locale.ROOT);
    }

    private Map<String, Object> asJson(DatasetInfo info) {
        Map<String, Object> json = Json.object();
        json.put("path", path.toString());
        json.put("images", info.images());
        json.put("splits", bySplit(info.splits()));
        Map<String, Object> classes = Json.object();
        info.classes().forEach((label, counts) -> classes.put(label, bySplit(counts)));
        json.put("classes", classes);
        json.put("unlabelled", info.unlabelled());
        json.put("sizes", info.sizes());
        json.put("broken", info.broken());
        json.put("brokenExamples", info.brokenExamples());
        json.put("duplicates", info.duplicates());
        json.put("contradictions", info.contradictions());
        json.put("acrossSplits", info.acrossSplits());
        json.put("acrossSplitsExamples", info.acrossSplitsExamples());
        return json;
    }

    private static Map<String, Object> bySplit(Map<Split, Long> counts) {
        Map<String, Object> json = Json.object();
        counts.forEach((split, count) -> json.put(split.name().toLowerCase(Locale.ROOT), count));
        return json;
    }
}
