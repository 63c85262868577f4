package io.fovea.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.messaging.Topics;
import io.fovea.proto.example.v1.Backbone;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.example.v1.Split;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.LayerSpec;
import io.fovea.registry.Lineage;
import io.fovea.registry.Lineage.BackboneLineage;
import io.fovea.registry.Manifest;
import io.fovea.registry.ManifestDraft;
import io.fovea.trainer.jobs.Outcome;
import io.fovea.trainer.jobs.Stop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfer learning: a head on a backbone's features. */
class BackboneTest {
    private static final String FILE = """
            pipeline: transfer
            input: {kind: image, channels: 1, size: [8, 8]}
            model: {backbone: {model: backbone, layer: fc6}, head: [{dense: {units: 8, activation: relu}}], classes: 3}
            train: {optimizer: {adam: {learningRate: 0.05}}, batchSize: 8, epochs: 8, seed: 3}
            """;

    @TempDir
    Path folder;

    private Workplace work;

    @BeforeEach
    void open() throws IOException {
        work = new Workplace(folder.resolve("storage"));
        publishBackbone("job-1");
        publishBackbone("job-2");
    }

    @AfterEach
    void close() {
        work.close();
    }

    @Test
    void shouldTrainAHeadOnFeatures() {
        // Given
        add(features(60, backbone(2)));

        // When
        Outcome outcome = train();

        // Then
        assertThat(outcome).isEqualTo(Outcome.COMPLETED);
        ModelVersion head = work.registry.resolve("transfer", "1").orElseThrow();
        Manifest manifest = work.registry.manifest(head);
        assertThat(head.getMetricsMap())
                .containsEntry("val_accuracy", 1.0)
                .containsEntry("val_accuracy_logistic_regression", 1.0)
                .containsEntry("val_accuracy_nearest_neighbours", 1.0);
        assertThat(manifest.inputs()).singleElement().satisfies(input -> {
            assertThat(input.name()).isEqualTo("features");
            assertThat(input.datatype()).isEqualTo("FP32");
            assertThat(input.shape()).containsExactly(4L);
        });
        assertThat(manifest.lineage().backbone()).isEqualTo(new BackboneLineage("backbone/2", "ab", "fc6"));
        assertThat(work.last().getMessage()).isEqualTo("Not promoted: the pipeline has no rule for it.");
    }

    @Test
    void shouldLeaveOutFeaturesOfAnOlderBackbone() {
        // Given
        List<Example> all = new ArrayList<>(features(40, backbone(1)));
        all.addAll(features(60, backbone(2)).subList(40, 60));
        add(all);

        // When
        train();

        // Then
        assertThat(work.rejected).isEmpty();
        assertThat(work.meters.counter("fovea.trainer.examples").count()).isEqualTo(20);
    }

    @Test
    void shouldFailWithoutFeaturesOfTheBackbone() {
        // Given
        add(features(10, backbone(1).toBuilder().setLayer("conv1").build()));

        // When
        Outcome outcome = train();

        // Then
        assertThat(outcome).isEqualTo(Outcome.FAILED);
        assertThat(work.last().getMessage())
                .isEqualTo("There is nothing to train on: none of the job's 10 labelled records has features"
                        + " of layer 'fc6' of backbone/live.");
    }

    @Test
    void shouldFailOnWeightsThatTheRegistryDoesNotKnow() {
        // Given
        add(features(10, backbone(2).toBuilder().setWeightsSha256("ff").build()));

        // When
        train();

        // Then
        assertThat(work.last().getMessage()).contains("weights ff, which the registry does not have");
    }

    private Outcome train() {
        return work.trainer("a").train(Stripes.job("job-t", FILE, work.records.size()), new Stop());
    }

    private void add(List<Example> examples) {
        work.records.addAll(Stripes.records(Topics.features("transfer"), examples));
    }

    private static List<Example> features(int count, Backbone backbone) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(Stripes.features("id" + i, Split.SPLIT_TRAIN, i % 3, backbone));
        }
        return examples;
    }

    private static Backbone backbone(int version) {
        return Backbone.newBuilder()
                .setId("backbone/" + version)
                .setWeightsSha256("ab")
                .setLayer("fc6")
                .build();
    }

    private void publishBackbone(String job) throws IOException {
        Path export = Files.createDirectories(folder.resolve(job));
        Files.writeString(export.resolve("saved_model.pb"), "graph");
        work.registry.publish(
                export,
                new ManifestDraft(
                        "backbone",
                        List.of(),
                        List.of(),
                        Map.of("fc6", new LayerSpec("fc6/Tanh:0", "FP32", List.of(4L))),
                        List.of(),
                        List.of(),
                        Map.of(),
                        new Lineage(job, "backbone", "", "test", 1, null),
                        "ab"));
    }
}
