package io.fovea.cli.run;

import io.fovea.cli.client.Connection;
import io.fovea.cli.client.ControlClient;
import io.fovea.cli.client.ImageUpload;
import io.fovea.cli.client.IngestionClient;
import io.fovea.cli.client.PredictionFeed;
import io.fovea.cli.client.StreamWait;
import io.fovea.cli.client.TopicReader.From;
import io.fovea.cli.client.UploadReport;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.datasets.DatasetImage;
import io.fovea.pipeline.PipelineSpec;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Puts the test images through the whole serving path: in without their labels, through Kafka and the predictor, and back by
 * id, where the labels were kept.
 */
final class Evaluation {

    private static final Duration STALL = Duration.ofSeconds(60);

    private final Connection connection;
    private final PipelineSpec pipeline;
    private final DeadLetters deadLetters;

    Evaluation(Connection connection, PipelineSpec pipeline, DeadLetters deadLetters) {
        this.connection = connection;
        this.pipeline = pipeline;
        this.deadLetters = deadLetters;
    }

    /** What was taken in, and what came back. */
    record Result(UploadReport taken, Answers answers) {}

    Result run(RunData data, ControlClient control, Progress progress) {
        try (Step step = progress.step("predict");
                var feed = new PredictionFeed(connection, pipeline.name(), From.NOW)) {
            var actual = new HashMap<String, List<String>>();
            UploadReport taken = upload(data, actual, step);
            actual.keySet().retainAll(taken.ids());
            if (taken.duplicates() > 0) {
                feed.rewind(); // answered in an earlier run
            }
            var answers = new Answers(actual);
            collect(feed, answers, actual.size(), step);
            new StreamWait(connection, control, pipeline).untilPredicted();
            feed.rest().forEach(answers::add); // whatever came twice
            step.done(outcome(answers, step.elapsed()));
            return new Result(taken, answers);
        }
    }

    private UploadReport upload(RunData data, Map<String, List<String>> actual, Step step) {
        var upload = new ImageUpload(
                new IngestionClient(connection.ingestion()), pipeline.name(), data.unlabelledRecords(actual));
        try (Stream<DatasetImage> images = data.test()) {
            return upload.send(images, sent -> step.show(Figures.count(sent, "image") + " in"));
        }
    }

    private void collect(PredictionFeed feed, Answers answers, long expected, Step step) {
        long before = -1;
        long movedNanos = System.nanoTime();
        while (!answers.complete(deadLetters.ids())) {
            feed.next().forEach(answers::add);
            deadLetters.read();
            step.count(answers.predicted(), expected, "predictions");
            if (answers.predicted() != before) {
                before = answers.predicted();
                movedNanos = System.nanoTime();
            } else if (System.nanoTime() - movedNanos > STALL.toNanos()) {
                return; // what is missing is in the report
            }
        }
    }

    private static String outcome(Answers answers, Duration time) {
        return Figures.count(answers.predicted(), "prediction")
                + ", accuracy "
                + Figures.metric(answers.accuracy())
                + Figures.rate(answers.predicted(), "image", time);
    }
}
