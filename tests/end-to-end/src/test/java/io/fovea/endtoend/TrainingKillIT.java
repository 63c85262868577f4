package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} in the middle of an epoch; the next life takes the job up there, and ends with the weights of a run left alone. */
class TrainingKillIT {

    private static final String PIPELINE = "long-training";
    private static final int EPOCHS = 40;
    private static final int EPOCHS_BEFORE = 4;

    @Test
    void shouldFinishAJobWhoseTrainerWasKilled(@TempDir Path folder) throws Exception {
        // Given
        var fovea = new Fovea(
                folder.resolve("data"),
                List.of("-Dfovea.trainer.checkpoint-interval=0s", "-Dfovea.trainer.progress-interval=0s"));
        Path labelled = Images.folder(Images.digits(600), folder.resolve("labelled"));
        try (Platform first = fovea.up().awaitReady()) {
            fovea.run("apply", Resources.path("long-training.yaml")).orFail();
            fovea.run("ingest", PIPELINE, labelled.toString(), "--label-from-folder")
                    .orFail();
            fovea.run("train", PIPELINE, "--detach").orFail();
            JobStory.await(first, Duration.ofSeconds(60), story -> story.isWithinAnEpochAfter(EPOCHS_BEFORE));

            // When
            first.kill();
        }

        // Then
        try (Platform second = fovea.up().awaitReady()) {
            JobStory story = JobStory.await(
                    second, Duration.ofSeconds(90), now -> !now.versions().isEmpty() || now.hasFailed());
            System.out.printf(
                    "begun with %s epochs and %s batches done, epochs told: %s%n",
                    story.starts(), story.startBatches(), story.epochs());
            assertThat(story.versions()).containsExactly("1");
            assertThat(story.starts())
                    .as("begun twice, the second time from a checkpoint")
                    .hasSize(2);
            int resumedAt = story.starts().get(1);
            assertThat(resumedAt).isBetween(EPOCHS_BEFORE, EPOCHS - 1);
            assertThat(story.epochs().stream().filter(epoch -> epoch < resumedAt))
                    .as("epochs before the checkpoint were trained once")
                    .doesNotHaveDuplicates();
            assertThat(story.epochs()).as("every epoch, to the last").contains(resumedAt + 1, EPOCHS);

            // and a run left alone
            fovea.run("train", PIPELINE).orFail();
            assertThat(weights(fovea, "1")).as("to the bit").isEqualTo(weights(fovea, "2"));
        }
    }

    private static String weights(Fovea fovea, String version) throws IOException {
        Path manifest = fovea.dataDir().resolve(Path.of("storage", "models", PIPELINE, version, "manifest.json"));
        return new ObjectMapper()
                .readTree(manifest.toFile())
                .get("weightsSha256")
                .asText();
    }
}
