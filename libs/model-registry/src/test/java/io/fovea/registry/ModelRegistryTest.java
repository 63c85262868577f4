package io.fovea.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.proto.model.v1.ModelAlias;
import io.fovea.proto.model.v1.ModelRecord;
import io.fovea.proto.model.v1.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRegistryTest {
    @TempDir
    Path folder;

    private ModelRegistry registry;

    @BeforeEach
    void open() {
        registry = ModelRegistry.inMemory(
                ArtefactStore.open(folder.resolve("storage").toUri()));
    }

    @Test
    void shouldResolveWhatWasPublished() throws IOException {
        // When
        ModelVersion published = publish("digits", "job-a");

        // Then
        assertThat(registry.resolve("digits", "1")).contains(published);
        assertThat(registry.publishedBy("job-a")).contains(published);
        assertThat(published.getPath()).isEqualTo("models/digits/1");
        assertThat(published.getMetricsMap()).containsEntry("val_accuracy", 0.98);
        assertThat(registry.fetch(published).resolve("saved_model.pb")).hasContent("graph");
        assertThat(registry.manifest(published).labels()).containsExactly("0", "1");
    }

    @Test
    void shouldPublishAJobOnce() throws IOException {
        // Given
        ModelVersion first = publish("digits", "job-a");

        // When
        ModelVersion again = publish("digits", "job-a");

        // Then
        assertThat(again).isEqualTo(first);
        assertThat(registry.versions()).containsExactly(first);
    }

    @Test
    void shouldSayWhereAnAliasPointedBefore() throws IOException {
        // Given
        publish("digits", "job-a");
        publish("digits", "job-b");
        registry.move("digits", "live", "1", "rule", "val_accuracy is 0.98");

        // When
        ModelAlias moved = registry.move("digits", "live", "2", "cli", "looks better");

        // Then
        assertThat(moved.getPreviousVersion()).isEqualTo("1");
        assertThat(registry.resolve("digits", "live"))
                .map(ModelVersion::getVersion)
                .contains("2");
        assertThat(registry.aliases()).containsExactly(moved);
    }

    @Test
    void shouldKeepEveryMove() throws IOException {
        // Given
        publish("digits", "job-a");
        publish("digits", "job-b");
        publish("letters", "job-c");
        registry.move("letters", "live", "1", "rule", "");

        // When
        ModelAlias first = registry.move("digits", "live", "1", "rule", "val_accuracy is 0.98");
        ModelAlias second = registry.move("digits", "live", "2", "cli:anna", "looks better");
        ModelAlias third = registry.move("digits", "live", "1", "cli:anna", "it does not");

        // Then
        assertThat(registry.history("digits")).containsExactlyInAnyOrder(first, second, third);
        assertThat(registry.history("digits"))
                .extracting(ModelAlias::getMovedAtMillis)
                .isSorted();
        assertThat(registry.history("numbers")).isEmpty();
    }

    @Test
    void shouldKeepAMoveWhoseMoverDiedBeforeItsOwnRecord() {
        // Given: the alias moved, and nothing more
        var records = new ModelRecordsInMemory();
        ModelAlias orphan = alias("1", 1_000);
        records.put("digits/live", ModelRecord.newBuilder().setAlias(orphan).build());
        var moves = new AliasMoves(records);
        assertThat(moves.of("digits")).containsExactly(orphan);

        // When
        moves.put(alias("2", 2_000));

        // Then
        assertThat(moves.of("digits")).containsExactly(orphan, alias("2", 2_000));
    }

    private static ModelAlias alias(String version, long millis) {
        return ModelAlias.newBuilder()
                .setModel("digits")
                .setAlias("live")
                .setVersion(version)
                .setMovedAtMillis(millis)
                .build();
    }

    @Test
    void shouldNameTheVersionsThatThereAre() throws IOException {
        // Given
        publish("digits", "job-a");
        publish("digits", "job-b");

        // When, Then
        assertThatThrownBy(() -> registry.move("digits", "live", "7", "cli", ""))
                .isInstanceOf(UnknownVersionException.class)
                .hasMessage("Model 'digits' has no version '7'; it has 1, 2.");
        assertThatThrownBy(() -> registry.move("digit", "live", "1", "cli", ""))
                .isInstanceOf(UnknownVersionException.class)
                .hasMessageStartingWith("There is no model 'digit' in the registry.");
    }

    @Test
    void shouldRefuseAnAliasThatLooksLikeAVersion() {
        assertThatThrownBy(() -> registry.move("digits", "3", "1", "cli", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'3' is no alias");
    }

    @Test
    void shouldResolveNothingThatWasNotAnnounced() throws IOException {
        // Given: a publisher that was killed between the artefact and its record
        ArtefactStore store = ArtefactStore.open(folder.resolve("storage").toUri());
        new Publication(store, Drafts.of("digits", "job-a")).publish(Drafts.savedModel(folder, "a"), 0);

        // When, Then
        assertThat(registry.resolve("digits", "1")).isEmpty();
        assertThat(publish("digits", "job-b").getVersion()).isEqualTo("2");
        assertThat(publish("digits", "job-a").getVersion()).isEqualTo("1");
    }

    @Test
    void shouldRefuseAChangedArtefact() throws IOException {
        // Given
        ModelVersion version = publish("digits", "job-a");
        Files.writeString(folder.resolve("storage/models/digits/1/saved_model.pb"), "grafh");

        // When, Then
        assertThatThrownBy(() -> registry.fetch(version))
                .isInstanceOf(ArtefactException.class)
                .hasMessageContaining("models/digits/1")
                .hasMessageContaining("saved_model.pb");
    }

    @Test
    void shouldTellOfAChange() throws IOException {
        // Given
        AtomicInteger changes = new AtomicInteger();
        registry.onChange(changes::incrementAndGet);

        // When
        publish("digits", "job-a");

        // Then
        assertThat(changes).hasValue(1);
    }

    private ModelVersion publish(String model, String job) throws IOException {
        return registry.publish(Drafts.savedModel(folder, job), Drafts.of(model, job));
    }
}
