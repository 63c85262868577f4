package io.fovea.cli;

import io.fovea.cli.client.Connection;
import io.fovea.cli.client.ControlClient;
import io.fovea.cli.run.BackboneWeights;
import io.fovea.cli.terminal.Json;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.model.v1.ModelVersion;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "apply",
        description = "Check a pipeline file and publish it; the services pick it up while they run.",
        footer = {"", "Example:", "  ./fovea apply examples/digits/digits.yaml"})
final class ApplyCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "FILE", description = "The pipeline, a YAML file.")
    private Path file = Path.of("");

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description = "The backbone's weights, in place of those that the pipeline file names.")
    private @Nullable Path weights;

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
        Connection platform = connection.connect();
        Optional<ModelVersion> backbone = new BackboneWeights(file, weights).publish(platform, pipeline);
        try (var control = new ControlClient(platform)) {
            control.apply(pipeline);
        }
        context.terminal()
                .out()
                .println(options.json() ? Json.line(asJson(pipeline, backbone)) : sentence(pipeline, backbone));
        return 0;
    }

    private static String sentence(PipelineSpec pipeline, Optional<ModelVersion> backbone) {
        return "Pipeline %s is applied, version %s%s."
                .formatted(
                        pipeline.name(),
                        pipeline.version().substring(0, 12),
                        backbone.map(version -> ", on the backbone " + id(version))
                                .orElse(""));
    }

    private static Map<String, Object> asJson(PipelineSpec pipeline, Optional<ModelVersion> backbone) {
        Map<String, Object> applied = Json.object();
        applied.put("pipeline", pipeline.name());
        applied.put("version", pipeline.version());
        backbone.ifPresent(version -> applied.put("backbone", id(version)));
        return applied;
    }

    private static String id(ModelVersion version) {
        return version.getModel() + "/" + version.getVersion();
    }
}
