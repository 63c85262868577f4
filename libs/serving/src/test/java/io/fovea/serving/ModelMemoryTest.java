package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import io.fovea.pipeline.EngineName;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import io.fovea.tensorcodec.Datatype;
import io.fovea.testing.TinyModels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real networks of one size, and room for two. */
class ModelMemoryTest {

    private static final Signature SIGNATURE = new Signature(
            new RequiredInput("image", Datatype.UINT8, Optional.of(List.of(4L, 4L, 1L))),
            "probabilities",
            Signature.OutputKind.CLASSES);
    private static final List<String> PIPELINES = List.of("ants", "bees", "cats");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ModelRegistry registry;
    private TinyModels tiny;
    private long size;
    private ServedModels models;

    @BeforeEach
    void publish(@TempDir Path folder) {
        registry = ModelRegistry.inMemory(
                ArtefactStore.open(folder.resolve("storage").toUri()));
        tiny = new TinyModels(registry, folder);
        for (String pipeline : PIPELINES) {
            size = ModelSize.of(registry.fetch(tiny.promote(tiny.images(pipeline, 4, 1))));
        }
    }

    @AfterEach
    void stop() {
        models.close();
        registry.close();
    }

    @Test
    void shouldLoadOnDemandAndPutTheLeastRecentlyUsedOut() {
        // Given
        serve(size * 5 / 2);
        assertThat(loaded()).containsExactly("ants", "bees");
        assertThat(models.isReady()).isTrue();
        use("ants"); // so that bees is the one that was used longest ago

        // When
        assertThat(models.acquire("cats")).isEmpty(); // records wait, and it is on its way
        await(() -> loaded().contains("cats"));

        // Then
        assertThat(loaded()).containsExactly("ants", "cats");
        assertThat(models.statuses().get("bees").detail()).contains("not in memory");
        assertThat(memory()).isEqualTo(2 * size);
    }

    @Test
    void shouldNotCloseAModelUnderItsBatch() {
        // Given
        serve(size * 5 / 2);
        use("bees");
        ModelLease batch = models.acquire("ants").orElseThrow();
        use("bees");

        // When
        models.acquire("cats");
        await(() -> !loaded().contains("ants"));
        HostTensor answer = batch.model().run(new HostTensor(DType.UINT8, new long[] {1, 4, 4, 1}, new byte[16]));

        // Then: its memory is free only once the batch is out
        assertThat(answer.shape()).containsExactly(1, 2);
        assertThat(loaded()).containsExactly("bees");
        batch.close();
        await(() -> loaded().contains("cats"));
        assertThat(loaded()).containsExactly("bees", "cats");
        assertThat(memory()).isEqualTo(2 * size);
    }

    @Test
    void shouldLoadForACallerWhoWaits() {
        // Given
        serve(size * 5 / 2);
        try (ModelCalls calls = calls()) {

            // When
            ModelDescription found = calls.find("cats", "");

            // Then
            assertThat(found.version()).isEqualTo("1");
            assertThat(loaded()).contains("cats").hasSize(2);
            assertThat(calls.index()).filteredOn(IndexEntry::ready).hasSize(2);
        }
    }

    @Test
    void shouldGiveTheRoomOfAnUnloadedModelToOthers() {
        // Given
        serve(size * 5 / 2);

        // When
        models.unload("ants");
        models.acquire("cats");
        await(() -> loaded().contains("cats"));

        // Then
        assertThat(loaded()).containsExactly("bees", "cats");
        assertThat(models.acquire("ants")).isEmpty();
        LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        assertThat(loaded()).containsExactly("bees", "cats"); // unloaded stays unloaded
    }

    @Test
    void shouldRefuseAModelThatNeverFits() {
        // Given
        serve(size - 1);

        // Then
        assertThat(loaded()).isEmpty();
        assertThat(models.statuses().get("ants"))
                .returns(ModelStatus.State.REFUSED, ModelStatus::state)
                .extracting(ModelStatus::detail)
                .asString()
                .contains("OVER_BUDGET", "ants/1 takes");
    }

    @Test
    void shouldSwapAVersionThoughTheBudgetIsFull() {
        // Given
        serve(size * 5 / 2);
        use("bees");

        // When
        ModelVersion next = tiny.images("bees", 4, 2);
        registry.move("bees", ModelRegistry.LIVE, next.getVersion(), "test", "");
        models.refresh();
        await(() -> answering("bees").equals("bees/2"));

        // Then: ants gave way to the second version, and may come back
        await(() -> memory() == size);
        assertThat(loaded()).containsExactly("bees");
        models.acquire("ants");
        await(() -> loaded().contains("ants"));
    }

    private void serve(long mostBytes) {
        models = new ServedModels(
                () -> PIPELINES.stream().map(ModelMemoryTest::demand).toList(),
                registry,
                EngineChoice.on("cpu"),
                new ServingMetrics(meters, "test"),
                new ModelLimits(mostBytes, Duration.ofSeconds(60)),
                Duration.ofSeconds(60));
        await(() -> models.statuses().size() == 3
                && models.statuses().values().stream()
                        .noneMatch(status -> status.state() == ModelStatus.State.LOADING));
    }

    private ModelCalls calls() {
        List<PipelineSpec> pipelines = PIPELINES.stream()
                .map(name -> PipelineSpec.parse("""
                        pipeline: %s
                        input: {kind: image, channels: 1, size: [4, 4]}
                        model: {architecture: ffnn, classes: 2}
                        """.formatted(name)))
                .toList();
        return new ModelCalls(() -> pipelines, registry, models, 100, new ServingMetrics(meters, "test"));
    }

    private void use(String pipeline) {
        models.acquire(pipeline).orElseThrow().close();
    }

    private List<String> loaded() {
        return PIPELINES.stream()
                .filter(pipeline -> !answering(pipeline).equals("none"))
                .toList();
    }

    private String answering(String pipeline) {
        try (ModelLease lease = models.peek(pipeline, ModelRegistry.LIVE).orElse(null)) {
            return lease == null ? "none" : lease.model().id();
        }
    }

    private long memory() {
        return (long) meters.get("fovea.test.model.memory").gauge().value();
    }

    private static ModelDemand demand(String pipeline) {
        return new ModelDemand(
                pipeline, new ModelChoice.Named(pipeline, ModelRegistry.LIVE), SIGNATURE, 4, EngineName.TENSORFLOW);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
