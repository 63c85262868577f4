package io.fovea.trainer.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.Lineage;
import io.fovea.registry.ManifestDraft;
import io.fovea.registry.ModelRegistry;
import io.fovea.trainer.Stripes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromotionTest {
    private static final PipelineSpec PIPELINE = PipelineSpec.parse(Stripes.file(1)); // accuracy > 0.6

    @TempDir
    Path folder;

    private ModelRegistry registry;
    private Promotion promotion;

    @BeforeEach
    void open() {
        registry = ModelRegistry.inMemory(
                ArtefactStore.open(folder.resolve("storage").toUri()));
        promotion = new Promotion(registry);
    }

    @Test
    void shouldPromoteWhatTheRuleHoldsFor() throws IOException {
        // When
        String became = promotion.apply(PIPELINE, publish("a", Map.of("test_accuracy", 0.7, "val_accuracy", 0.5)));

        // Then
        assertThat(became).isEqualTo("Promoted: accuracy is 0.7000, and the rule is accuracy > 0.6.");
        assertThat(registry.alias("stripes", "live").orElseThrow().getMovedBy()).isEqualTo("rule");
    }

    @Test
    void shouldLeaveTheLiveOneWhenTheRuleDoesNotHold() throws IOException {
        // Given
        promotion.apply(PIPELINE, publish("a", Map.of("val_accuracy", 0.7)));

        // When
        String became = promotion.apply(PIPELINE, publish("b", Map.of("val_accuracy", 0.6)));

        // Then
        assertThat(became).isEqualTo("Not promoted: accuracy is 0.6000, and the rule is accuracy > 0.6.");
        assertThat(live()).isEqualTo("1");
    }

    @Test
    void shouldNotGoBackToAnOlderVersion() throws IOException {
        // Given
        ModelVersion late = publish("a", Map.of("val_accuracy", 0.9));
        promotion.apply(PIPELINE, publish("b", Map.of("val_accuracy", 0.8)));

        // When
        String became = promotion.apply(PIPELINE, late);

        // Then
        assertThat(became).isEqualTo("Not promoted: version 2 is live already.");
        assertThat(live()).isEqualTo("2");
    }

    @Test
    void shouldMoveTheAliasOnceForAJobThatIsDoneTwice() throws IOException {
        // Given
        ModelVersion version = publish("a", Map.of("val_accuracy", 0.9));
        promotion.apply(PIPELINE, version);
        var moved = registry.alias("stripes", "live");

        // When
        String became = promotion.apply(PIPELINE, version);

        // Then
        assertThat(became).startsWith("Promoted: ");
        assertThat(registry.alias("stripes", "live")).isEqualTo(moved);
    }

    private String live() {
        return registry.resolve("stripes", "live").orElseThrow().getVersion();
    }

    private ModelVersion publish(String job, Map<String, Double> metrics) throws IOException {
        Path export = Files.createDirectories(folder.resolve(job));
        Files.writeString(export.resolve("saved_model.pb"), job);
        return registry.publish(
                export,
                new ManifestDraft(
                        "stripes",
                        List.of(),
                        List.of(),
                        Map.of(),
                        List.of(),
                        List.of(),
                        metrics,
                        new Lineage(job, "stripes", "", "test", 1, null),
                        job));
    }
}
