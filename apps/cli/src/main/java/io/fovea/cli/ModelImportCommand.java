package io.fovea.cli;

import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Table;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.weights.ArchitectureFit;
import io.fovea.cnn.weights.WeightFile;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "import",
        description = {
            "Show what is in a file of weights, and which architectures it fits.",
            "Keras (.h5, .keras, .weights.h5), TensorFlow.js (model.json), ONNX and safetensors are read."
        },
        footer = {"", "Example:", "  ./fovea model import mobilenet_2_5_224_tf_no_top.h5"})
final class ModelImportCommand implements Callable<Integer> {

    private static final int SHOWN = 8;

    private final Context context;

    @Parameters(paramLabel = "FILE", description = "The file, or the folder of a TensorFlow.js model.")
    private Path file = Path.of("");

    @Mixin
    private CommonOptions options;

    ModelImportCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        WeightFile read = WeightFile.read(file);
        List<ArchitectureFit> fits = ArchitectureFit.of(read.weights());
        if (options.json()) {
            context.terminal().out().println(Json.pretty(asJson(read, fits)));
        } else {
            print(read, fits);
        }
        return 0;
    }

    private void print(WeightFile read, List<ArchitectureFit> fits) {
        PrintStream out = context.terminal().out();
        Table table = new Table()
                .column("layer")
                .column("weight")
                .column("shape")
                .number("values")
                .number("bytes");
        read.weights()
                .layers()
                .forEach((layer, weights) -> weights.forEach((name, value) -> table.row(
                        layer,
                        name,
                        shape(value),
                        Figures.count(value.elements()),
                        Figures.count(value.contents().length))));
        table.print(context.terminal());
        out.println();
        out.println("%s, %s: %s in %s, as 32-bit floats %s bytes"
                .formatted(
                        read.format().title(),
                        read.topology().isPresent() ? "a whole model" : "weights only",
                        Figures.count(values(read), "value"),
                        Figures.count(read.weights().layers().size(), "layer"),
                        Figures.count(values(read) * Float.BYTES)));
        if (!read.missing().isEmpty()) {
            out.println("Missing shards: " + first(read.missing()));
        }
        if (fits.isEmpty()) {
            out.println((read.topology().isPresent() ? "A network of its own: fits" : "Fits")
                    + " none of the architectures of ./fovea model summary.");
        }
        fits.forEach(fit -> out.println("Fits " + sentence(fit)));
    }

    private static String sentence(ArchitectureFit fit) {
        String name = fit.width() == 1 ? fit.name() : "%s of width %s".formatted(fit.name(), fit.width());
        if (fit.classes().isPresent()) {
            return "%s with its classifier of %d classes"
                    .formatted(name, fit.classes().getAsInt());
        }
        if (fit.whole()) {
            return "%s without its classifier".formatted(name);
        }
        return fit.missing().isEmpty()
                ? "%s without its classifier, under another head: %s".formatted(name, first(fit.others()))
                : "a part of %s: not in the file are %s".formatted(name, first(fit.missing()));
    }

    private static String first(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(SHOWN, names.size())));
        return names.size() > SHOWN ? shown + " and %d more".formatted(names.size() - SHOWN) : shown;
    }

    private static String shape(HostTensor value) {
        return Arrays.stream(value.shape()).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
    }

    private static long values(WeightFile read) {
        return read.weights().layers().values().stream()
                .flatMap(weights -> weights.values().stream())
                .mapToLong(HostTensor::elements)
                .sum();
    }

    private static Map<String, Object> asJson(WeightFile read, List<ArchitectureFit> fits) {
        Map<String, Object> json = Json.object();
        json.put("file", read.path().toString());
        json.put("format", read.format().name().toLowerCase(java.util.Locale.ROOT));
        json.put("wholeModel", read.topology().isPresent());
        json.put("values", values(read));
        json.put("missingShards", read.missing());
        Map<String, Object> layers = Json.object();
        read.weights().layers().forEach((layer, weights) -> {
            Map<String, Object> shapes = Json.object();
            weights.forEach((name, value) -> shapes.put(name, value.shape()));
            layers.put(layer, shapes);
        });
        json.put("layers", layers);
        json.put("fits", fits.stream().map(ModelImportCommand::asJson).toList());
        return json;
    }

    private static Map<String, Object> asJson(ArchitectureFit fit) {
        Map<String, Object> json = Json.object();
        json.put("architecture", fit.name());
        json.put("width", fit.width());
        json.put("whole", fit.whole());
        fit.classes().ifPresent(classes -> json.put("classes", classes));
        json.put("missingLayers", fit.missing());
        json.put("otherLayers", fit.others());
        return json;
    }
}
