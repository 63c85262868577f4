package io.fovea.cli;

import io.fovea.cli.client.ControlClient;
import io.fovea.cli.terminal.Json;
import io.fovea.pipeline.PipelineSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        description = "Check a pipeline file and publish it; the services pick it up while they run.",
        footer = {"", "Example:", "  ./fovea apply examples/digits/digits.yaml"})
final class ApplyCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "FILE", description = "The pipeline, a YAML file.")
    private Path file = Path.of("");

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    ApplyCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        PipelineSpec pipeline = PipelineSpec.read(file);
        try (var control = new ControlClient(connection.connect())) {
            control.apply(pipeline);
        }
        context.terminal().out().println(options.json() ? Json.line(asJson(pipeline)) : sentence(pipeline));
        return 0;
    }

    private static String sentence(PipelineSpec pipeline) {
        return "Pipeline %s is applied, version %s."
                .formatted(pipeline.name(), pipeline.version().substring(0, 12));
    }

    private static Map<String, Object> asJson(PipelineSpec pipeline) {
        Map<String, Object> applied = Json.object();
        applied.put("pipeline", pipeline.name());
        applied.put("version", pipeline.version());
        return applied;
    }
}
