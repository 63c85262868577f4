package io.fovea.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PublicationTest {
    @TempDir
    Path folder;

    private ArtefactStore store;

    @BeforeEach
    void open() {
        store = ArtefactStore.open(folder.resolve("storage").toUri());
    }

    @Test
    void shouldCountUpFromOne() throws IOException {
        assertThat(publish("job-a", "a", 0)).isEqualTo("1");
        assertThat(publish("job-b", "b", 0)).isEqualTo("2");
    }

    @Test
    void shouldCountUpFromWhatIsKnownElsewhere() throws IOException {
        assertThat(publish("job-a", "a", 41)).isEqualTo("42");
    }

    @Test
    void shouldGiveTheSameJobItsVersionAgain() throws IOException {
        // Given
        publish("job-a", "a", 0);
        publish("job-b", "b", 0);

        // When
        String version = publish("job-a", "again", 0);

        // Then
        assertThat(version).isEqualTo("1");
        assertThat(store.list("models/digits")).containsExactly("1", "2", "jobs");
        assertThat(store.fetch("models/digits/1/variables/variables.index")).hasContent("weights of a");
    }

    @Test
    void shouldTakeUpAVersionWhosePublisherWasKilledBeforeItSaidSo() throws IOException {
        // Given
        publish("job-a", "a", 0);
        store.delete("models/digits/jobs/job-a");

        // When
        String version = publish("job-a", "again", 0);

        // Then
        assertThat(version).isEqualTo("1");
    }

    @Test
    void shouldIgnoreWhatAKilledPublisherLeftHalfWritten() throws IOException {
        // Given
        Drafts.savedModel(folder.resolve("storage/.incoming"), "half");

        // When
        String version = publish("job-a", "a", 0);

        // Then
        assertThat(version).isEqualTo("1");
        assertThat(store.list("models/digits")).containsExactly("1", "jobs");
    }

    @Test
    void shouldGiveRacingPublishersVersionsOfTheirOwn() {
        // When
        List<String> versions = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> publishUnchecked("job-" + i, "export-" + i))
                .toList();

        // Then
        assertThat(versions)
                .containsExactlyInAnyOrder(
                        IntStream.rangeClosed(1, 16).mapToObj(Integer::toString).toArray(String[]::new));
    }

    @Test
    void shouldGiveOneJobThatRunsTwiceAtOnceOneVersion() {
        // When
        List<String> versions = IntStream.range(0, 16)
                .parallel()
                .mapToObj(i -> publishUnchecked("job-a", "export-" + i))
                .toList();

        // Then
        assertThat(versions).containsOnly(versions.get(0));
        assertThat(store.list("models/digits")).containsExactly(versions.get(0), "jobs");
    }

    private String publish(String job, String name, int taken) throws IOException {
        return new Publication(store, Drafts.of("digits", job)).publish(Drafts.savedModel(folder, name), taken);
    }

    private String publishUnchecked(String job, String name) {
        try {
            return publish(job, name, 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
