package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.HostTensor;
import io.fovea.pipeline.EngineName;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import io.fovea.tensorcodec.Datatype;
import io.fovea.testing.TinyModels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
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

/** With real networks in a real storage. */
class ServedModelsTest {

    private static final Signature SIGNATURE = new Signature(
            new RequiredInput("image", Datatype.UINT8, Optional.of(List.of(4L, 4L, 1L))),
            "probabilities",
            Signature.OutputKind.CLASSES);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ServingMetrics metrics = new ServingMetrics(meters, "test");
    private volatile List<ModelDemand> demands = List.of(demand(SIGNATURE));
    private Path storage;
    private ModelRegistry registry;
    private TinyModels tiny;
    private ServedModels served;
    private volatile Duration delay = Duration.ZERO;

    @BeforeEach
    void start(@TempDir Path folder) {
        storage = folder.resolve("storage");
        registry = ModelRegistry.inMemory(ArtefactStore.open(storage.toUri()));
        tiny = new TinyModels(registry, folder);
        served = new ServedModels(
                () -> demands,
                registry,
                new EngineChoice(this::slow, new OnnxEngines()),
                metrics,
                new ModelLimits(ModelMemory.UNBOUNDED, Duration.ofSeconds(2)),
                Duration.ofSeconds(60));
        registry.onChange(served::refresh);
    }

    @AfterEach
    void stop() {
        served.close();
        registry.close();
    }

    @Test
    void shouldBeReadyWithoutAModelWhenNoneIsLive() {
        await(served::isReady);
        assertThat(served.acquire("shapes")).isEmpty();
        assertThat(served.statuses().get("shapes").state()).isEqualTo(ModelStatus.State.ABSENT);
    }

    @Test
    void shouldSwitchWhenTheAliasMoves() {
        // Given
        tiny.promote(tiny.images("shapes", 4, 1));
        await(() -> answering().equals("shapes/1"));
        try (ModelLease first = served.acquire("shapes").orElseThrow()) {
            metrics.of("shapes", first.model()).failed(0);
        }
        assertThat(meters.find("fovea.test.model.errors").tag("version", "1").meter())
                .isNotNull();

        // When
        tiny.promote(tiny.images("shapes", 4, 2));

        // Then
        await(() -> answering().equals("shapes/2"));
        await(served::isReady);
        await(() -> meters.find("fovea.test.model.errors").tag("version", "1").meter() == null);
        await(() -> meters.counter("fovea.test.model.switches", "pipeline", "shapes")
                        .count()
                == 2);
    }

    @Test
    void shouldGoOnWithTheOldModelWhenTheArtefactIsBroken() throws IOException {
        // Given
        tiny.promote(tiny.images("shapes", 4, 1));
        await(() -> answering().equals("shapes/1"));
        ModelVersion broken = tiny.images("shapes", 4, 2);
        Files.writeString(storage.resolve(broken.getPath()).resolve("saved_model.pb"), "not what was published");

        // When
        tiny.promote(broken);

        // Then
        await(() -> refusals("broken_artefact") == 1);
        assertThat(answering()).isEqualTo("shapes/1");
        assertThat(served.isReady()).isFalse();
        assertThat(served.statuses().get("shapes").detail()).contains("BROKEN_ARTEFACT", "saved_model.pb");
    }

    @Test
    void shouldGoOnWithTheOldModelWhenTheNewOneTakesAnotherInput() {
        // Given
        tiny.promote(tiny.images("shapes", 4, 1));
        await(() -> answering().equals("shapes/1"));

        // When
        tiny.promote(tiny.images("shapes", 6, 2));

        // Then
        await(() -> refusals("wrong_signature") == 1);
        assertThat(answering()).isEqualTo("shapes/1");
        assertThat(served.statuses().get("shapes").detail()).contains("[6, 6, 1]");
    }

    @Test
    void shouldGoOnWithTheOldModelWhenTheNewOneIsTooSlowInItsWarmUp() {
        // Given: whatever is loaded from now on takes 2.1 s for a batch, and 2 s are allowed
        tiny.promote(tiny.images("shapes", 4, 1));
        await(() -> answering().equals("shapes/1"));
        delay = Duration.ofMillis(2_100);

        // When
        tiny.promote(tiny.images("shapes", 4, 2));

        // Then
        await(() -> refusals("too_slow") == 1);
        assertThat(answering()).isEqualTo("shapes/1");
        assertThat(served.statuses().get("shapes").detail())
                .contains("TOO_SLOW", "shapes/2 takes longer than 2000 ms for a batch of 1");
    }

    @Test
    void shouldRecoverFromARefusedModelWhenTheAliasMovesBack() {
        // Given
        ModelVersion good = tiny.images("shapes", 4, 1);
        tiny.promote(good);
        await(() -> answering().equals("shapes/1"));
        tiny.promote(tiny.images("shapes", 6, 2));
        await(() -> refusals("wrong_signature") == 1);

        // When
        tiny.promote(good);

        // Then
        await(served::isReady);
        assertThat(answering()).isEqualTo("shapes/1");
    }

    @Test
    void shouldDropAModelThatThePipelineNoLongerFits() {
        // Given
        tiny.promote(tiny.images("shapes", 4, 1));
        await(() -> answering().equals("shapes/1"));

        // When
        demands = List.of(demand(new Signature(SIGNATURE.input(), "no-such-layer", Signature.OutputKind.LAYER)));
        served.refresh();

        // Then
        await(() -> refusals("unknown_layer") == 1);
        assertThat(served.acquire("shapes")).isEmpty();
    }

    @Test
    void shouldCloseTheModelOfAPipelineThatIsGone() {
        // Given
        tiny.promote(tiny.images("shapes", 4, 1));
        await(() -> answering().equals("shapes/1"));

        // When
        demands = List.of();
        served.refresh();

        // Then
        await(() -> served.statuses().isEmpty());
        assertThat(served.acquire("shapes")).isEmpty();
    }

    /** TensorFlow, made as slow as the delay says when it is loaded. */
    private Engine slow(Path artefact, String input, String output) {
        Engine engine = new TensorFlowEngines("cpu").load(artefact, input, output);
        Duration ofThis = delay;
        return ofThis.isZero() ? engine : new SlowEngine(engine, ofThis);
    }

    private record SlowEngine(Engine engine, Duration delay) implements Engine {
        @Override
        public String name() {
            return engine.name();
        }

        @Override
        public HostTensor run(HostTensor batch) {
            LockSupport.parkNanos(delay.toNanos());
            return engine.run(batch);
        }

        @Override
        public void close() {
            engine.close();
        }
    }

    private String answering() {
        try (ModelLease lease = served.acquire("shapes").orElse(null)) {
            return lease == null ? "none" : lease.model().id();
        }
    }

    private double refusals(String reason) {
        return meters.counter("fovea.test.model.refusals", "pipeline", "shapes", "reason", reason)
                .count();
    }

    private static ModelDemand demand(Signature signature) {
        return new ModelDemand(
                "shapes", new ModelChoice.Named("shapes", ModelRegistry.LIVE), signature, 8, EngineName.AUTO);
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
