package io.fovea.cli;

import io.fovea.cli.client.Connection;
import io.fovea.cli.client.ControlClient;
import io.fovea.cli.client.Pipelines;
import io.fovea.cli.client.StreamWait;
import io.fovea.cli.client.TrainingOutcome;
import io.fovea.cli.run.Training;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.pipeline.PipelineSpec;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "train",
        description = {
            "Train a pipeline's network on all that was ingested with labels, and watch it learn.",
            "The job is a trainer's: it goes on when this command is stopped."
        },
        footer = {"", "Example:", "  ./fovea train digits"})
final class TrainCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's name.")
    private String pipelineName = "";

    @Option(names = "--detach", description = "Return at once, with the job's id.")
    private boolean detach;

    @Mixin
    private ConnectionOptions connectionOptions;

    @Mixin
    private CommonOptions options;

    TrainCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        Connection connection = connectionOptions.connect();
        PipelineSpec pipeline = Pipelines.find(connection, pipelineName);
        var progress = new Progress(context.terminal());
        try (var control = new ControlClient(connection)) {
            awaitExamples(new StreamWait(connection, control, pipeline), progress);
            var training = new Training(connection, control, pipeline);
            if (detach) {
                print(Map.of("job", training.submit()));
            } else {
                print(asJson(pipeline, training.run(progress)));
            }
        }
        return 0;
    }

    private void awaitExamples(StreamWait wait, Progress progress) {
        try (Step step = progress.step("prepare")) {
            wait.untilPrepared(lag -> step.show(lag + " records to go"));
            step.done("every image taken in so far is an example");
        }
    }

    private void print(Map<String, Object> result) {
        if (options.json()) {
            context.terminal().out().println(Json.line(result));
        } else if (detach) {
            context.terminal().out().println("Job " + result.get("job") + " is in the queue.");
        }
    }

    private static Map<String, Object> asJson(PipelineSpec pipeline, TrainingOutcome outcome) {
        Map<String, Object> object = Json.object();
        object.put("job", outcome.jobId());
        object.put("pipeline", pipeline.name());
        object.put("model", pipeline.model().name());
        object.put("modelVersion", outcome.modelVersion());
        object.put("epochs", outcome.epochs());
        object.put("metrics", new TreeMap<>(outcome.metrics()));
        return object;
    }
}
