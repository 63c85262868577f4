package io.fovea.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.cli.client.Connection;
import io.fovea.cli.client.Pipelines;
import io.fovea.cli.client.TopicReader;
import io.fovea.cli.client.TopicReader.From;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.DriftSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.drift.v1.Drift;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "drift",
        description = "Whether what comes in has drifted from what each version was trained on, window by window.",
        footer = {"", "Example:", "  ./fovea drift digits --last 5"})
final class DriftCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's name.")
    private String pipeline = "";

    @Option(names = "--last", paramLabel = "N", description = "The newest N comparisons (${DEFAULT-VALUE}).")
    private int last = 10;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    DriftCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Connection connected = connection.connect();
        PipelineSpec spec = Pipelines.find(connected, pipeline);
        boolean ofPeriods = spec.market().isPresent();
        DriftSpec declared = spec.serve()
                .drift()
                .orElseThrow(() -> new CommandFailure(
                        "Pipeline '%s' is not watched for drift: add serve.drift to its file, such as {window: %d}, apply it again and train."
                                .formatted(pipeline, DriftSpec.defaultWindow(ofPeriods))));
        List<Drift> newest = newest(connected);
        if (options.json()) {
            var rows = newest.stream().map(DriftView::asJson).toList();
            context.terminal().out().println(Json.pretty(Map.of("comparisons", rows)));
        } else if (newest.isEmpty()) {
            context.terminal()
                    .out()
                    .println(
                            "No window of %s has been compared yet: one takes %s %s of a version trained with serve.drift."
                                    .formatted(
                                            pipeline,
                                            Figures.count(declared.window()),
                                            ofPeriods ? "periods" : "answers"));
        } else {
            (ofPeriods ? DriftView.ofPeriods(newest) : DriftView.ofExamples(newest)).print(context.terminal());
        }
        return 0;
    }

    private List<Drift> newest(Connection connected) {
        List<Drift> all = new ArrayList<>();
        try (TopicReader topic = TopicReader.open(connected, Topics.drift(pipeline), From.BEGINNING)) {
            topic.readToEnd(record -> {
                try {
                    all.add(Drift.parseFrom(record.value()));
                } catch (InvalidProtocolBufferException e) {
                    // somebody else's
                }
            });
        } catch (CommandFailure | UnknownTopicOrPartitionException e) {
            return List.of(); // the topic comes with the first comparison
        }
        return all.subList(Math.max(0, all.size() - last), all.size());
    }
}
