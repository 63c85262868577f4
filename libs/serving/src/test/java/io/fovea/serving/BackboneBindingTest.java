package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.pipeline.BackboneSpec;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import io.fovea.testing.TinyModels;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackboneBindingTest {

    private static final BackboneSpec LIVE = new BackboneSpec("eyes", "live", "hidden");

    private ModelRegistry registry;
    private TinyModels tiny;

    @BeforeEach
    void start(@TempDir Path folder) {
        registry = ModelRegistry.inMemory(
                ArtefactStore.open(folder.resolve("storage").toUri()));
        tiny = new TinyModels(registry, folder);
    }

    @Test
    void shouldHaveNoneWhileTheAliasPointsNowhere() {
        assertThat(choose(LIVE)).isEmpty();
    }

    @Test
    void shouldStayWithTheFirstVersionWhenTheAliasMoves() {
        // Given
        tiny.promote(tiny.images("eyes", 4, 1));
        choose(LIVE);

        // When
        tiny.promote(tiny.images("eyes", 4, 2));

        // Then
        assertThat(choose(LIVE)).map(ModelVersion::getVersion).contains("1");
        assertThat(registry.alias("eyes", "for-birds").orElseThrow().getMovedBy())
                .isEqualTo("feature-extractor");
    }

    @Test
    void shouldFollowItsOwnAlias() {
        // Given
        tiny.promote(tiny.images("eyes", 4, 1));
        choose(LIVE);
        tiny.images("eyes", 4, 2);

        // When
        registry.move("eyes", "for-birds", "2", "cli", "better eyes");

        // Then
        assertThat(choose(LIVE)).map(ModelVersion::getVersion).contains("2");
    }

    @Test
    void shouldBindAPipelineWithTheLongestName() {
        // Given
        String longest = "b".repeat(63);
        tiny.promote(tiny.images("eyes", 4, 1));

        // When
        new BackboneBinding(longest, LIVE).binding("feature-extractor").choose(registry);

        // Then
        assertThat(registry.alias("eyes", "for-" + longest)).isPresent();
    }

    @Test
    void shouldTakeAVersionByItsNumberWithoutBinding() {
        // Given
        tiny.images("eyes", 4, 1);

        // When
        Optional<ModelVersion> pinned = choose(new BackboneSpec("eyes", "1", "hidden"));

        // Then
        assertThat(pinned).map(ModelVersion::getVersion).contains("1");
        assertThat(registry.aliases()).isEmpty();
    }

    @Test
    void shouldBindNothingForThoseWhoOnlyRead() {
        // Given
        tiny.promote(tiny.images("eyes", 4, 1));

        // When
        Optional<ModelVersion> bound = new BackboneBinding("birds", LIVE).bound(registry);

        // Then
        assertThat(bound).isEmpty();
        assertThat(registry.alias("eyes", "for-birds")).isEmpty();
    }

    private Optional<ModelVersion> choose(BackboneSpec backbone) {
        return new BackboneBinding("birds", backbone)
                .binding("feature-extractor")
                .choose(registry);
    }
}
