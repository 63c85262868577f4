package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import io.fovea.pipeline.EngineName;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import io.fovea.tensorcodec.Datatype;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.testing.TinyModels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Callers who ask all the time, while two real networks take turns as the live version. */
class SwapTest {

    private static final PipelineSpec SHAPES = PipelineSpec.parse("""
            pipeline: shapes
            input: {kind: image, channels: 1, size: [4, 4]}
            model: {architecture: ffnn, classes: 2}
            serve: {batch: {max: 8, waitMillis: 1}}
            """);
    private static final Signature SIGNATURE = new Signature(
            new RequiredInput("image", Datatype.UINT8, Optional.of(List.of(4L, 4L, 1L))),
            "probabilities",
            Signature.OutputKind.CLASSES);
    private static final int CALLERS = 6;
    private static final int SWAPS = 8;

    private final ServingMetrics metrics = new ServingMetrics(new SimpleMeterRegistry(), "test");
    private final Map<String, float[][]> expected = new TreeMap<>();
    private final byte[][] pictures = new byte[32][16];
    private ModelRegistry registry;
    private ServedModels models;
    private ModelCalls calls;

    @BeforeEach
    void start(@TempDir Path folder) {
        registry = ModelRegistry.inMemory(
                ArtefactStore.open(folder.resolve("storage").toUri()));
        models = new ServedModels(
                () -> List.of(new ModelDemand(
                        "shapes",
                        new ModelChoice.Named("shapes", ModelRegistry.LIVE),
                        SIGNATURE,
                        8,
                        EngineName.TENSORFLOW)),
                registry,
                EngineChoice.on("cpu"),
                metrics,
                Duration.ofSeconds(60));
        registry.onChange(models::refresh);
        calls = new ModelCalls(() -> List.of(SHAPES), registry, models, 10_000, metrics);
        Random random = new Random(7);
        for (byte[] picture : pictures) {
            random.nextBytes(picture);
        }
        TinyModels tiny = new TinyModels(registry, folder);
        for (int seed = 1; seed <= 2; seed++) {
            promote(tiny.images("shapes", 4, seed).getVersion());
        }
    }

    @AfterEach
    void stop() {
        calls.close();
        models.close();
        registry.close();
    }

    @Test
    void shouldAnswerEachCallOnceAndRightWhileVersionsTakeTurns() throws Exception {
        // Given
        ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
        CountDownLatch swapped = new CountDownLatch(1);
        List<Future<Map<String, Integer>>> answers = new ArrayList<>();

        // When
        for (int caller = 0; caller < CALLERS; caller++) {
            int first = caller;
            answers.add(callers.submit(() -> ask(first, swapped)));
        }
        for (int swap = 0; swap < SWAPS; swap++) {
            promote(Integer.toString(swap % 2 + 1));
        }
        swapped.countDown();

        // Then: a caller who fails, or gets what its version does not say to its picture, throws
        Map<String, Integer> byVersion = new TreeMap<>();
        for (Future<Map<String, Integer>> answer : answers) {
            answer.get().forEach((version, count) -> byVersion.merge(version, count, Integer::sum));
        }
        callers.shutdown();
        assertThat(byVersion).containsOnlyKeys("1", "2");
    }

    private Map<String, Integer> ask(int first, CountDownLatch swapped) throws Exception {
        Map<String, Integer> versions = new TreeMap<>();
        for (int i = first; swapped.getCount() > 0; i++) {
            int picture = i % pictures.length;
            ModelDescription model = calls.find("shapes", "");
            try (CallArrival arrival = calls.announce(model)) {
                CallAnswer answer = arrival.ask(Call.of(
                                model,
                                true,
                                TensorCodec.uint8("image", new long[] {1, 4, 4, 1}, pictures[picture]),
                                () -> false,
                                System.nanoTime() + Duration.ofSeconds(20).toNanos()))
                        .toCompletableFuture()
                        .get();
                String version = answer.model().version();
                assertThat(TensorCodec.toFloat32(answer.output()))
                        .usingComparatorWithPrecision(1e-5f)
                        .containsExactly(expected.get(version)[picture]);
                versions.merge(version, 1, Integer::sum);
            }
        }
        return versions;
    }

    /** Returns when the version answers; keeps what it says to each picture. */
    private void promote(String version) {
        registry.move("shapes", ModelRegistry.LIVE, version, "test", "");
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!answers(version)) {
            assertThat(System.nanoTime()).as("time").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private boolean answers(String version) {
        try (ModelLease lease = models.acquire("shapes").orElse(null)) {
            if (lease == null || !lease.model().manifest().version().equals(version)) {
                return false;
            }
            expected.computeIfAbsent(version, number -> said(lease.model()));
            return true;
        }
    }

    private float[][] said(LoadedModel model) {
        float[][] said = new float[pictures.length][];
        for (int i = 0; i < pictures.length; i++) {
            said[i] = model.run(new HostTensor(DType.UINT8, new long[] {1, 4, 4, 1}, pictures[i]))
                    .toFloats();
        }
        return said;
    }
}
