package io.fovea.cli;

import io.fovea.cli.preview.Preview;
import io.fovea.cli.preview.PreviewRow;
import io.fovea.cli.terminal.Json;
import io.fovea.cnn.explain.Pictures;
import io.fovea.datasets.Datasets;
import io.fovea.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "preview",
        description = {
            "Draw a few images of a data set as they came, as the pipeline's network will see them, and as training changes them.",
            "No platform need run. The images are of as many classes as there are."
        },
        footer = {"", "Example:", "  ./fovea preview examples/images/mnist-lenet5.yaml --data mnist/ --out mnist.png"})
final class PreviewCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "PIPELINE-FILE", description = "The pipeline, a YAML file, on images.")
    private Path file = Path.of("");

    @Option(names = "--data", paramLabel = "PATH", required = true, description = "The data set, as for ./fovea run.")
    private Path data = Path.of("");

    @Option(names = "--out", paramLabel = "FILE.png", description = "Where the sheet goes (PIPELINE-preview.png).")
    private @Nullable Path out;

    @Option(
            names = "--images",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many images, 1 to 100 (${DEFAULT-VALUE}).")
    private int images = 8;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            defaultValue = "4",
            description = "How often each is augmented, 1 to 20 (${DEFAULT-VALUE}).")
    private int epochs = 4;

    @Mixin
    private CommonOptions options;

    PreviewCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        PipelineSpec pipeline = PipelineSpec.read(file);
        List<PreviewRow> rows = new Preview(pipeline, images, epochs).rows(Datasets.open(data));
        Path picture = out == null ? Path.of(pipeline.name() + "-preview.png") : out;
        Pictures.writePng(Preview.sheet(pipeline, rows), picture);
        if (options.json()) {
            context.terminal().out().println(Json.pretty(json(pipeline, rows, picture)));
        } else {
            rows.forEach(row -> context.terminal().out().println(row.line()));
            context.terminal().out().println("The pictures are in " + picture + ".");
        }
        return 0;
    }

    private static Map<String, Object> json(PipelineSpec pipeline, List<PreviewRow> rows, Path picture) {
        Map<String, Object> object = Json.object();
        object.put("pipeline", pipeline.name());
        object.put("picture", picture.toString());
        object.put("images", rows.stream().map(PreviewRow::json).toList());
        return object;
    }
}
