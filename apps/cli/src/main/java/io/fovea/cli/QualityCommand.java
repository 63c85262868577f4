package io.fovea.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.cli.client.Connection;
import io.fovea.cli.client.Models;
import io.fovea.cli.client.Pipelines;
import io.fovea.cli.client.TopicReader;
import io.fovea.cli.client.TopicReader.From;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Json;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.DelayedLabelSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.label.v1.Quality;
import io.fovea.registry.ModelRegistry;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "quality",
        description = "How right each version was lately, from labels that came after its predictions.",
        footer = {"", "Example:", "  ./fovea quality digits"})
final class QualityCommand implements Callable<Integer> {

    private static final String IC = "test_ic";

    private final Context context;

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's name.")
    private String pipeline = "";

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    QualityCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Connection connected = connection.connect();
        PipelineSpec spec = Pipelines.find(connected, pipeline);
        if (spec.serve().labels().isEmpty()) {
            throw new CommandFailure(
                    "Pipeline '%s' joins no labels with its predictions: add serve.labels to its file, such as {window: %d}, and apply it again."
                            .formatted(
                                    pipeline,
                                    DelayedLabelSpec.defaultWindow(spec.market().isPresent())));
        }
        Collection<Quality> newest = newest(connected);
        QualityView view = spec.market().isPresent() ? new SignalsQuality(evaluatedIcs(connected)) : new ClassQuality();
        if (options.json()) {
            context.terminal()
                    .out()
                    .println(Json.pretty(
                            Map.of("versions", newest.stream().map(view::json).toList())));
        } else if (newest.isEmpty()) {
            context.terminal().out().println(view.nothingYet(pipeline));
        } else {
            view.print(newest, context.terminal());
        }
        return 0;
    }

    private Collection<Quality> newest(Connection connected) {
        Map<String, Quality> byVersion = new TreeMap<>();
        try (TopicReader topic = TopicReader.open(connected, Topics.quality(pipeline), From.BEGINNING)) {
            topic.readToEnd(record -> {
                try {
                    byVersion.put(record.key(), Quality.parseFrom(record.value()));
                } catch (InvalidProtocolBufferException e) {
                    // somebody else's
                }
            });
        }
        return byVersion.values();
    }

    /** As each version's folds had it, before it was trained on all. */
    private static Function<Quality, Optional<Double>> evaluatedIcs(Connection connected) {
        Map<String, Double> ics = new HashMap<>();
        try (ModelRegistry registry = Models.open(connected)) {
            registry.versions().forEach(version -> {
                if (version.containsMetrics(IC)) {
                    ics.put(version.getModel() + "/" + version.getVersion(), version.getMetricsOrThrow(IC));
                }
            });
        }
        return quality -> Optional.ofNullable(ics.get(quality.getModel() + "/" + quality.getModelVersion()));
    }
}
