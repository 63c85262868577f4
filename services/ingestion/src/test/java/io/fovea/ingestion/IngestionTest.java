package io.fovea.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.ingestion.publishing.ClaimChecks;
import io.fovea.ingestion.publishing.EventLog;
import io.fovea.ingestion.publishing.ImageEvents;
import io.fovea.ingestion.publishing.InMemoryTopics;
import io.fovea.ingestion.submission.Admission;
import io.fovea.ingestion.submission.ImageBatch;
import io.fovea.ingestion.submission.IngestionLimits;
import io.fovea.ingestion.submission.RejectedImage;
import io.fovea.ingestion.submission.SubmittedImage;
import io.fovea.messaging.PipelineName;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.registry.ArtefactStore;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestionTest {
    private final InMemoryTopics topics = new InMemoryTopics();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Ingestion ingestion;

    @BeforeEach
    void open(@TempDir Path folder) {
        var events = new ImageEvents(new ClaimChecks(ArtefactStore.open(folder.toUri())), Clock.systemUTC());
        ingestion = new Ingestion(
                new OnlyDigits(),
                new Admission(new IngestionLimits(10_000, 1_000, 100_000, 100)),
                EventLog.ofImages(topics, topics, events),
                new IngestionMetrics(meters));
    }

    @Test
    void shouldSayWhatToDoAboutAnUnknownPipeline() {
        assertThatThrownBy(() -> ingestion.pipeline("digit"))
                .isInstanceOf(UnknownPipelineException.class)
                .hasMessage("Pipeline digit is unknown; known: digits. Maybe run ./fovea apply with its file first.");
    }

    @Test
    void shouldMakeNothingOfANameThatIsNone() {
        assertThatThrownBy(() -> ingestion.pipeline("../fovea.pipelines"))
                .isInstanceOf(UnknownPipelineException.class)
                .hasMessageContaining("is no pipeline name");
    }

    @Test
    void shouldPublishWhatIsGoodAndTellOfTheRest() {
        // Given
        ImageRecord mislabelled = Pictures.record(2).toBuilder().setLabel("ten").build();
        var unreadable = new RejectedImage(3, "", "MALFORMED_RECORD", "The record is none.");
        var batch = new ImageBatch(
                List.of(
                        new SubmittedImage(0, Pictures.record(1)),
                        new SubmittedImage(1, Pictures.record(1)),
                        new SubmittedImage(4, mislabelled)),
                List.of(unreadable));

        // When
        IngestionAnswer answer = ingestion.ingest(Pictures.digits(), batch, Optional.empty());

        // Then
        assertThat(answer.accepted()).isEqualTo(1);
        assertThat(answer.duplicates()).isEqualTo(1);
        assertThat(answer.rejected()).extracting(RejectedImage::index).containsExactly(3, 4);
        assertThat(answer.rejected()).last().satisfies(image -> {
            assertThat(image.code()).isEqualTo("UNKNOWN_LABEL");
            assertThat(image.source()).isEqualTo("picture-2");
        });
        assertThat(topics.committed).hasSize(1);
    }

    @Test
    void shouldCountByOutcome() {
        // Given
        var batch = new ImageBatch(
                List.of(new SubmittedImage(0, Pictures.record(1)), new SubmittedImage(1, Pictures.record(1))),
                List.of());

        // When
        ingestion.ingest(Pictures.digits(), batch, Optional.empty());

        // Then
        assertThat(records("accepted")).isEqualTo(1);
        assertThat(records("duplicate")).isEqualTo(1);
        assertThat(records("rejected")).isZero();
        assertThat(meters.get("fovea.ingestion.batches").timer().count()).isEqualTo(1);
    }

    private double records(String outcome) {
        return meters.get("fovea.ingestion.records")
                .tags("pipeline", "digits", "outcome", outcome)
                .counter()
                .count();
    }

    private static final class OnlyDigits implements Pipelines {
        @Override
        public Optional<PipelineSpec> named(PipelineName name) {
            return name.value().equals("digits") ? Optional.of(Pictures.digits()) : Optional.empty();
        }

        @Override
        public Collection<String> names() {
            return List.of("digits");
        }
    }
}
