package io.fovea.cli;

import io.fovea.cli.client.Models;
import io.fovea.cli.explain.Drawing;
import io.fovea.cli.explain.Look;
import io.fovea.cli.explain.Photo;
import io.fovea.cli.explain.SavedModelSubject;
import io.fovea.cli.explain.Subject;
import io.fovea.cli.explain.View;
import io.fovea.cli.explain.WeightsSubject;
import io.fovea.cli.photos.Choice;
import io.fovea.cli.photos.Preprocessing;
import io.fovea.cli.terminal.Json;
import io.fovea.cnn.explain.ActivationSheet;
import io.fovea.cnn.explain.Pictures;
import io.fovea.cnn.explain.Scaling;
import io.fovea.cnn.weights.WeightFile;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ModelRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "explain",
        description = {
            "Draw what a network sees in a picture: where it looked (Grad-CAM), which pixels matter (saliency), what its"
                    + " layers make of it (activations), or what its first layer looks for (filters).",
            "The network is a version in the registry (MODEL), an exported one (--saved-model), or that of a file of"
                    + " weights (--weights), as model classify finds it."
        },
        footer = {
            "",
            "Examples:",
            "  ./fovea explain digits seven.png",
            "  ./fovea explain digits seven.png --show activations --layer conv1",
            "  ./fovea explain digits --show filters --out filters.png",
            "  ./fovea explain --weights squeezenet.onnx --labels imagenet.txt cat.png",
            "  ./fovea explain photo.png --show edges                   four filters made by hand, no network"
        })
final class ExplainCommand implements Callable<Integer> {

    private final Context context;

    @Spec
    private CommandSpec spec;

    @Parameters(
            arity = "0..2",
            paramLabel = "[MODEL] [PHOTO]",
            hideParamSyntax = true,
            description = "A model in the registry, and a picture: PNG, JPEG, GIF or BMP.")
    private List<String> arguments = new ArrayList<>();

    @Option(
            names = "--show",
            paramLabel = "WHAT",
            description = "One of ${COMPLETION-CANDIDATES} (grad-cam and saliency side by side).")
    private @Nullable View view;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            defaultValue = ModelRegistry.LIVE,
            description = "Which version of MODEL: a number or an alias (${DEFAULT-VALUE}).")
    private String version = ModelRegistry.LIVE;

    @Option(
            names = "--saved-model",
            paramLabel = "FOLDER",
            description = "An exported network instead of MODEL; no platform need run.")
    private @Nullable Path savedModel;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "The network of these weights instead: whatever model import reads.")
    private @Nullable Path weights;

    @Option(
            names = "--architecture",
            paramLabel = "NAME",
            description = "With --weights: one of ./fovea model summary's (found from the file).")
    private @Nullable String architecture;

    @Option(names = "--width", defaultValue = "1", description = "The architecture's width (${DEFAULT-VALUE}).")
    private double width = 1;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "With --weights: height and width of the input (the architecture's own).")
    private @Nullable Integer size;

    @Option(
            names = "--preprocessing",
            paramLabel = "MODE",
            description =
                    "With --weights: what is done to pixels first, ${COMPLETION-CANDIDATES} (the architecture's).")
    private @Nullable Preprocessing preprocessing;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "The classes' names, one a line, where the model does not know them.")
    private @Nullable Path labels;

    @Option(names = "--class", paramLabel = "CLASS", description = "A label or its index (the best answer).")
    private @Nullable String wanted;

    @Option(names = "--layer", paramLabel = "LAYER", description = "Whose activations (the first convolution's).")
    private @Nullable String layer;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "" + ActivationSheet.MOST,
            description = "How many channels of a layer are drawn at the most (${DEFAULT-VALUE}).")
    private int most = ActivationSheet.MOST;

    @Option(
            names = "--scale",
            paramLabel = "SCALE",
            defaultValue = "layer",
            description = "Colours of filters and activations: layer, one scale for all, or each, one for each.")
    private Scaling scaling = Scaling.LAYER;

    @Option(names = "--out", paramLabel = "FILE.png", description = "Where the picture goes (PHOTO-WHAT.png).")
    private @Nullable Path out;

    @Mixin
    private ConnectionOptions connectionOptions;

    @Mixin
    private CommonOptions options;

    ExplainCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        List<String> left = new ArrayList<>(arguments);
        boolean named = view != View.EDGES && savedModel == null && weights == null;
        String model = named ? taken(left, "MODEL") : "";
        Photo photo = view == View.FILTERS ? null : new Photo(Path.of(taken(left, "PHOTO")));
        if (!left.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "'" + left.get(0) + "' is one argument too many");
        }
        Drawing drawing = photo != null && view == View.EDGES ? Look.edges(photo) : look(model, photo);
        Path file = out == null ? Path.of(name(model, photo)) : out;
        Pictures.writePng(drawing.picture(), file);
        report(drawing, file);
        return 0;
    }

    private String taken(List<String> left, String what) {
        if (left.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "Missing: " + what);
        }
        return left.remove(0);
    }

    private Drawing look(String model, @Nullable Photo photo) throws IOException {
        try (Subject subject = subject(model)) {
            var look = new Look(subject, scaling);
            if (photo == null) {
                return look.filters();
            }
            return view == View.ACTIVATIONS
                    ? look.activations(photo, layer, most)
                    : look.explain(photo, heatMaps(), layer, wanted);
        }
    }

    private Set<View> heatMaps() {
        return view == null ? EnumSet.of(View.GRAD_CAM, View.SALIENCY) : EnumSet.of(view);
    }

    private Subject subject(String model) throws IOException {
        if (weights != null) {
            var wishes = new Choice.Wishes(architecture, width, size, preprocessing);
            return WeightsSubject.of(Choice.withOrWithoutClassifier(WeightFile.read(weights), wishes), labels);
        }
        if (savedModel != null) {
            List<String> names = labels == null ? List.of() : Files.readAllLines(labels);
            return SavedModelSubject.load(savedModel.toString(), savedModel, names);
        }
        try (ModelRegistry registry = Models.open(connectionOptions.connect())) {
            ModelVersion found = Models.version(registry, model, version);
            return SavedModelSubject.load(
                    model + "/" + found.getVersion(),
                    registry.fetch(found),
                    registry.manifest(found).labels());
        }
    }

    private String name(String model, @Nullable Photo photo) {
        String what = view == null ? "explained" : view.toString();
        return (photo == null ? model.isEmpty() ? "model" : model : photo.stem()) + "-" + what + ".png";
    }

    private void report(Drawing drawing, Path file) {
        if (options.json()) {
            Map<String, Object> facts = Json.object();
            facts.putAll(drawing.facts());
            facts.put("picture", file.toString());
            facts.put("pictureWidth", drawing.picture().getWidth());
            facts.put("pictureHeight", drawing.picture().getHeight());
            context.terminal().out().println(Json.line(facts));
            return;
        }
        drawing.lines().forEach(context.terminal().out()::println);
        context.terminal()
                .out()
                .println("%s, %d x %d pixels"
                        .formatted(
                                file,
                                drawing.picture().getWidth(),
                                drawing.picture().getHeight()));
    }
}
