package io.fovea.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.embeddedkafka.EmbeddedKafka;
import io.fovea.messaging.TopicAdmin;
import io.fovea.proto.model.v1.ModelVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelRegistryIT {
    @TempDir
    static Path folder;

    private static EmbeddedKafka kafka;
    private static ArtefactStore store;

    @BeforeAll
    static void start() {
        kafka = EmbeddedKafka.start(folder.resolve("kafka"));
        store = ArtefactStore.open(folder.resolve("storage").toUri());
        try (TopicAdmin admin = TopicAdmin.of(clientProperties())) {
            admin.ensureControlTopics();
        }
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void shouldShowOthersWhatWasPublishedAndMoved() throws Exception {
        try (ModelRegistry publisher = registry();
                ModelRegistry other = registry()) {
            // Given
            CountDownLatch changes = new CountDownLatch(2);
            other.onChange(changes::countDown);

            // When
            ModelVersion version = publish(publisher, "shown", "job-a");
            publisher.move("shown", "live", "1", "cli", "first");

            // Then
            assertThat(changes.await(10, TimeUnit.SECONDS)).isTrue();
            other.catchUp();
            assertThat(other.resolve("shown", "live")).contains(version);
            assertThat(other.manifest(version).lineage().job()).isEqualTo("job-a");
        }
    }

    @Test
    void shouldRememberAcrossRestarts() throws IOException {
        // Given
        try (ModelRegistry registry = registry()) {
            publish(registry, "remembered", "job-a");
        }

        // When
        try (ModelRegistry registry = registry()) {
            registry.catchUp();

            // Then
            assertThat(registry.publishedBy("job-a")).isPresent();
            assertThat(publish(registry, "remembered", "job-b").getVersion()).isEqualTo("2");
        }
    }

    @Test
    void shouldGiveTrainersOfTheSameJobOneVersion() {
        try (ModelRegistry first = registry();
                ModelRegistry second = registry()) {
            // When
            List<ModelVersion> versions = IntStream.range(0, 8)
                    .parallel()
                    .mapToObj(i -> publishUnchecked(i % 2 == 0 ? first : second, "raced", "job-r", "export-" + i))
                    .toList();

            // Then
            assertThat(versions).containsOnly(versions.get(0));
            first.catchUp();
            assertThat(first.versions())
                    .filteredOn(version -> version.getModel().equals("raced"))
                    .containsExactly(versions.get(0));
        }
    }

    private static ModelRegistry registry() {
        return new ModelRegistry(clientProperties(), store);
    }

    private static Map<String, Object> clientProperties() {
        return Map.of("bootstrap.servers", kafka.bootstrapServers());
    }

    private static ModelVersion publish(ModelRegistry registry, String model, String job) throws IOException {
        return registry.publish(Drafts.savedModel(folder, model + job), Drafts.of(model, job));
    }

    private static ModelVersion publishUnchecked(ModelRegistry registry, String model, String job, String name) {
        try {
            return registry.publish(Drafts.savedModel(folder, name), Drafts.of(model, job));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
