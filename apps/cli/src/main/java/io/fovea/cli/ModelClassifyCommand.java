package io.fovea.cli;

import io.fovea.cli.photos.Choice;
import io.fovea.cli.photos.Classifier;
import io.fovea.cli.photos.Labels;
import io.fovea.cli.photos.Preprocessing;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Table;
import io.fovea.cnn.weights.WeightFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "classify",
        description = {
            "Name what photos show, with the weights of a file.",
            "The network is the file's own, or the architecture that its weights fit."
        },
        footer = {
            "",
            "Example:",
            "  ./fovea model classify --weights mobilenet_1_0_224_tf.h5 --labels imagenet.txt cat.png dog.png"
        })
final class ModelClassifyCommand implements Callable<Integer> {

    private static final int LABEL_WIDTH = 60;

    private final Context context;

    @Parameters(paramLabel = "PHOTO", arity = "1..*", description = "PNG, JPEG, GIF or BMP.")
    private List<Path> photos = List.of();

    @Option(names = "--weights", paramLabel = "FILE", required = true, description = "Whatever model import reads.")
    private Path weights = Path.of("");

    @Option(names = "--labels", paramLabel = "FILE", description = "The classes' names, one a line.")
    private @Nullable Path labels;

    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            description = "One of ./fovea model summary's (found from the file).")
    private @Nullable String architecture;

    @Option(names = "--width", defaultValue = "1", description = "The architecture's width (${DEFAULT-VALUE}).")
    private double width = 1;

    @Option(names = "--size", paramLabel = "PIXELS", description = "Height and width of its input (its own).")
    private @Nullable Integer size;

    @Option(
            names = "--preprocessing",
            paramLabel = "MODE",
            description = "What is done to pixels first: ${COMPLETION-CANDIDATES} (the architecture's).")
    private @Nullable Preprocessing preprocessing;

    @Option(
            names = "--top",
            paramLabel = "K",
            defaultValue = "5",
            description = "How many classes to show (${DEFAULT-VALUE}).")
    private int top = 5;

    @Mixin
    private CommonOptions options;

    ModelClassifyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        WeightFile file = WeightFile.read(weights);
        Choice choice = Choice.of(file, new Choice.Wishes(architecture, width, size, preprocessing));
        Map<Path, List<Answer>> answers = new LinkedHashMap<>();
        try (Classifier classifier = Classifier.of(choice)) {
            Labels names =
                    labels == null ? Labels.numbers(classifier.classes()) : Labels.read(labels, classifier.classes());
            for (Path photo : photos) {
                answers.put(photo, best(classifier.classify(photo), names));
            }
        }
        if (options.json()) {
            context.terminal().out().println(Json.pretty(asJson(choice, answers)));
        } else {
            print(choice, answers);
        }
        return 0;
    }

    private List<Answer> best(double[] probabilities, Labels names) {
        return IntStream.range(0, probabilities.length)
                .mapToObj(i -> new Answer(i, names.names().get(i), probabilities[i]))
                .sorted(Comparator.comparingDouble(Answer::probability).reversed())
                .limit(Math.max(1, top))
                .toList();
    }

    private void print(Choice choice, Map<Path, List<Answer>> answers) {
        var table = new Table().column("photo").number("probability").column("class");
        answers.forEach((photo, best) -> {
            String name = String.valueOf(photo.getFileName());
            for (int i = 0; i < best.size(); i++) {
                Answer answer = best.get(i);
                table.row(i == 0 ? name : "", Figures.percent(answer.probability()), answer.shortLabel());
            }
        });
        table.print(context.terminal());
        context.terminal().out().println("%n%s, pixels %s".formatted(choice.name(), shown(choice.preprocessing())));
    }

    private static String shown(Preprocessing preprocessing) {
        return preprocessing.name().toLowerCase(Locale.ROOT);
    }

    private Map<String, Object> asJson(Choice choice, Map<Path, List<Answer>> answers) {
        Map<String, Object> json = Json.object();
        json.put("model", choice.name());
        json.put("preprocessing", shown(choice.preprocessing()));
        List<Object> rows = new ArrayList<>();
        answers.forEach((photo, best) -> {
            Map<String, Object> row = Json.object();
            row.put("photo", photo.toString());
            row.put("classes", best.stream().map(Answer::asJson).toList());
            rows.add(row);
        });
        json.put("photos", rows);
        return json;
    }

    private record Answer(int number, String label, double probability) {
        /** ImageNet's labels are lists of synonyms. */
        private String shortLabel() {
            return label.length() <= LABEL_WIDTH ? label : label.substring(0, LABEL_WIDTH - 3) + "...";
        }

        private Map<String, Object> asJson() {
            Map<String, Object> json = Json.object();
            json.put("class", number);
            json.put("label", label);
            json.put("probability", probability);
            return json;
        }
    }
}
