package io.fovea.cli;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Json;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Model;
import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.architectures.Architectures;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "summary",
        description = "Print an architecture as the table that Keras prints: layer, output shape, parameters.",
        footer = {"", "Example:", "  ./fovea model summary lenet5 --input 32,32,3 --classes 100"})
final class ModelSummaryCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(
            paramLabel = "ARCHITECTURE",
            description = "One of ${COMPLETION-CANDIDATES}.",
            completionCandidates = Names.class)
    private String architecture = "";

    @Option(
            names = "--input",
            paramLabel = "H,W,C",
            split = ",",
            description = "Height, width and channels of an image (the architecture's own).")
    private long @Nullable [] input;

    @Option(names = "--classes", description = "How many classes (the architecture's own).")
    private @Nullable Integer classes;

    @Mixin
    private CommonOptions options;

    ModelSummaryCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Model model = model();
        context.terminal()
                .out()
                .println(
                        options.json()
                                ? Json.pretty(asJson(model))
                                : model.summary().stripTrailing());
        return 0;
    }

    private Model model() {
        try {
            Architecture named = Architectures.named(architecture);
            return named.build(
                    input == null ? named.defaultInput() : Shape.of(input),
                    classes == null ? named.defaultClasses() : classes);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private Map<String, Object> asJson(Model model) {
        Map<String, Object> summary = Json.object();
        summary.put("architecture", architecture);
        summary.put("parameters", model.parameters());
        summary.put("trainableParameters", model.trainableParameters());
        summary.put(
                "layers",
                model.layers().stream().map(ModelSummaryCommand::asJson).toList());
        return summary;
    }

    private static Map<String, Object> asJson(Layer layer) {
        Map<String, Object> row = Json.object();
        row.put("name", layer.name());
        row.put("type", layer.className());
        row.put("outputShape", withBatch(layer.output().shape()));
        row.put("parameters", layer.parameters());
        return row;
    }

    /** As Keras writes it: null for the batch axis. */
    private static List<@Nullable Long> withBatch(Shape shape) {
        var axes = new ArrayList<@Nullable Long>();
        axes.add(null);
        Arrays.stream(shape.asArray()).forEach(axes::add);
        return axes;
    }

    static final class Names extends ArrayList<String> {
        private static final long serialVersionUID = 1L;

        Names() {
            super(Architectures.names());
        }
    }
}
