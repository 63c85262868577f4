package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.HostTensor;
import io.fovea.pipeline.BatchSpec;
import io.fovea.serving.CallRefusedException.Reason;
import io.fovea.tensorcodec.TensorCodec;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DynamicBatcherTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final FakeEngine engine = new FakeEngine();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private final LoadedModel model = Samples.model(new Gated());
    private final ModelSwitch models = new ModelSwitch();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private DynamicBatcher batcher = batcher(new BatchSpec(8, 0), 1000);

    @AfterEach
    void stop() {
        gate.countDown();
        batcher.close();
    }

    @Test
    void shouldGiveEachOfThousandsOfCallersItsOwnAnswer() throws Exception {
        // Given
        gate.countDown();
        models.switchTo(model);
        batcher = batcher(new BatchSpec(64, 2), 100_000);
        ExecutorService callers = Executors.newFixedThreadPool(32);

        // When
        List<Future<float[]>> answers = new ArrayList<>();
        for (int caller = 0; caller < 6000; caller++) {
            float number = caller + 100;
            answers.add(callers.submit(() -> numbers(ask(number, -number).join())));
        }

        // Then
        for (int caller = 0; caller < answers.size(); caller++) {
            assertThat(answers.get(caller).get(30, TimeUnit.SECONDS)).containsExactly(caller + 100f, -caller - 100f);
        }
        callers.shutdown();
        assertThat(engine.batchSizes).anyMatch(size -> size > 1).allMatch(size -> size <= 64);
    }

    @Test
    void shouldRefuseOnlyTheCallThatFails() {
        // Given
        models.switchTo(model);
        List<CompletableFuture<CallAnswer>> answers = new ArrayList<>();
        for (float number : new float[] {1, 2, 13, 4}) {
            answers.add(ask(number, 0));
        }

        // When
        gate.countDown();

        // Then
        assertThat(numbers(answers.get(0).join())).containsExactly(1, 0);
        assertThat(numbers(answers.get(1).join())).containsExactly(2, 0);
        assertThat(numbers(answers.get(3).join())).containsExactly(4, 0);
        assertRefused(answers.get(2), Reason.INVALID, "INFERENCE_FAILED", "unlucky");
    }

    @Test
    void shouldBlameTheModelThatFailsOnZerosToo() {
        // Given
        models.switchTo(model);
        engine.ill = true;

        // When
        gate.countDown();

        // Then
        assertRefused(ask(1, 2), Reason.FAILED, "FAILED_WARM_UP");
    }

    @Test
    void shouldRefuseAnAnswerThatIsNoNumber() {
        // Given
        models.switchTo(model);
        gate.countDown();

        // When, Then
        assertRefused(ask(-1, 2), Reason.INVALID, "NaN");
    }

    @Test
    void shouldRefuseAtOnceWhenTheQueueIsFull() {
        // Given
        models.switchTo(model);
        batcher = batcher(new BatchSpec(1, 0), 2);
        CompletableFuture<CallAnswer> running = ask(1, 1);
        awaitRunning();
        CompletableFuture<CallAnswer> first = ask(2, 2);
        CompletableFuture<CallAnswer> second = ask(3, 3);

        // When
        CompletableFuture<CallAnswer> third = ask(4, 4);

        // Then
        assertThat(third).isDone();
        assertRefused(third, Reason.QUEUE_FULL, "2 rows wait");
        gate.countDown();
        assertThat(numbers(running.join())).containsExactly(1, 1);
        assertThat(numbers(first.join())).containsExactly(2, 2);
        assertThat(numbers(second.join())).containsExactly(3, 3);
    }

    @Test
    void shouldNotRunWhatNobodyWaitsFor() {
        // Given
        models.switchTo(model);
        CompletableFuture<CallAnswer> running = ask(1, 1);
        awaitRunning();
        CompletableFuture<CallAnswer> gone =
                batcher.announce().ask(call(() -> true, LONG, 2, 2)).toCompletableFuture();
        CompletableFuture<CallAnswer> late = batcher.announce()
                .ask(call(() -> false, Duration.ofMillis(20), 3, 3))
                .toCompletableFuture();

        // When
        assertRefused(late, Reason.DEADLINE_PASSED, "DEADLINE_PASSED"); // while the model is still busy
        gate.countDown();

        // Then
        assertRefused(gone, Reason.CALLER_GONE, "CALLER_GONE");
        assertThat(numbers(running.join())).containsExactly(1, 1);
        assertThat(engine.batchSizes).containsExactly(1);
    }

    @Test
    void shouldWaitForACallThatIsBeingReadAndForNoOther() throws Exception {
        // Given
        models.switchTo(model);
        gate.countDown();
        batcher = batcher(new BatchSpec(8, 30_000), 100);
        CallArrival reading = batcher.announce();
        CompletableFuture<CallAnswer> first = ask(1, 1);
        assertThat(first).isNotDone();

        // When
        CompletableFuture<CallAnswer> second =
                reading.ask(call(() -> false, LONG, 2, 2)).toCompletableFuture();

        // Then
        first.get(10, TimeUnit.SECONDS);
        second.get(10, TimeUnit.SECONDS);
        assertThat(engine.batchSizes).containsExactly(2);
        ask(3, 3).get(10, TimeUnit.SECONDS); // alone, though the pipeline would let it wait for 30 s
    }

    @Test
    void shouldRunALargeCallInParts() {
        // Given
        models.switchTo(model);
        gate.countDown();
        float[] rows = new float[40];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i + 100;
        }

        // When
        CompletableFuture<CallAnswer> answer = ask(rows);

        // Then
        assertThat(numbers(answer.join())).containsExactly(rows);
        assertThat(engine.batchSizes).containsExactly(8, 8, 4);
    }

    @Test
    void shouldRefuseWhereTheModelIsTakenAway() {
        // Given
        gate.countDown();

        // When, Then
        assertRefused(ask(1, 1), Reason.NOT_LOADED, "NOT_LOADED");
    }

    @Test
    void shouldRefuseACallOfAnotherShapeThanTheModelTakes() {
        assertThatThrownBy(() -> Call.of(
                        description(), true, TensorCodec.float32("x", new long[] {2}, new float[2]), () -> false, 0))
                .isInstanceOf(CallRefusedException.class)
                .hasMessageContaining("SHAPE_MISMATCH")
                .hasMessageContaining("[-1, 2]");
        assertThatThrownBy(() -> Call.of(
                        description(), true, TensorCodec.float32("x", new long[] {0, 2}, new float[0]), () -> false, 0))
                .hasMessageContaining("at least one row");
    }

    private CompletableFuture<CallAnswer> ask(float... rows) {
        CallArrival arrival = batcher.announce();
        return arrival.ask(call(() -> false, LONG, rows)).toCompletableFuture();
    }

    private Call call(java.util.function.BooleanSupplier gone, Duration patience, float... rows) {
        return Call.of(
                description(),
                true,
                TensorCodec.float32("x", new long[] {rows.length / 2, 2}, rows),
                gone,
                System.nanoTime() + patience.toNanos());
    }

    private ModelDescription description() {
        return ModelDescription.of("sums", "live", model);
    }

    private void awaitRunning() {
        try {
            entered.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void assertRefused(CompletableFuture<CallAnswer> answer, Reason reason, String... words) {
        assertThatThrownBy(answer::join)
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        CallRefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageContainingAll(words);
    }

    private static float[] numbers(CallAnswer answer) {
        return TensorCodec.toFloat32(answer.output());
    }

    private DynamicBatcher batcher(BatchSpec limits, int mostQueuedRows) {
        return new DynamicBatcher(
                "sums", "live", models::acquire, () -> limits, mostQueuedRows, new ServingMetrics(meters, "test"));
    }

    /** Lets no batch through before the gate is open. */
    private final class Gated implements Engine {
        @Override
        public String name() {
            return "gated";
        }

        @Override
        public HostTensor run(HostTensor batch) {
            entered.countDown();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return engine.run(batch);
        }

        @Override
        public void close() {
            engine.close();
        }
    }
}
