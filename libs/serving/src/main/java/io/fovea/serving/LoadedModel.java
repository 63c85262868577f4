package io.fovea.serving;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.explain.Explanation;
import io.fovea.registry.Manifest;
import io.fovea.registry.TensorSpec;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A model version in memory; several threads may run it at once. Its {@link ModelSwitch} closes it. */
public final class LoadedModel implements AutoCloseable {

    private final Manifest manifest;
    private final Signature signature;
    private final TensorSpec input;
    private final TensorSpec output;
    private final Engine engine;
    private final String engineReason;
    private final Explainer explainer;
    private volatile Runnable whenClosed = () -> {};

    /** @param explaining loads an engine that can explain, where the one that answers cannot */
    LoadedModel(
            Manifest manifest, Signature signature, Engine engine, String engineReason, Supplier<Engine> explaining) {
        this.engineReason = engineReason;
        this.manifest = manifest;
        this.signature = signature;
        this.input = signature.inputOf(manifest);
        this.output = signature.outputOf(manifest);
        this.engine = engine;
        this.explainer = new Explainer(engine, explaining);
    }

    /** Model and version, such as {@code digits/3}. */
    public String id() {
        return manifest.model() + "/" + manifest.version();
    }

    public Manifest manifest() {
        return manifest;
    }

    /** What runs it: {@code tensorflow}. */
    public String engineName() {
        return engine.name();
    }

    /** Why that engine, in a sentence. */
    String engineReason() {
        return engineReason;
    }

    Signature signature() {
        return signature;
    }

    /** What every record must bring, without the batch axis. */
    public TensorSpec input() {
        return input;
    }

    /** What every record gets, without the batch axis. */
    public TensorSpec output() {
        return output;
    }

    HostTensor run(HostTensor batch) {
        return engine.run(batch);
    }

    /** As {@link Explainer#explain}. */
    Explanation explain(HostTensor batch) {
        return explainer.explain(batch);
    }

    /**
     * Answers zeros at every batch size that is a power of two, and at the largest, so that the first real batch finds
     * everything compiled and allocated.
     *
     * @param longest that it may take for any of them, once warm
     * @throws ModelRefusedException when it fails, answers in another shape than its manifest says, or is too slow
     */
    void warmUp(int largestBatch, Duration longest) {
        for (int batchSize : EngineChoice.sizes(largestBatch)) {
            if (!isWithin(longest, batchSize) && !isWithinOnceWarm(longest, batchSize)) {
                throw new ModelRefusedException(
                        ModelRefusedException.Code.TOO_SLOW,
                        "%s takes longer than %d ms for a batch of %d, of at most %d."
                                .formatted(id(), longest.toMillis(), batchSize, largestBatch));
            }
        }
    }

    /** The first time prepares much; this is the second. */
    private boolean isWithinOnceWarm(Duration longest, int batchSize) {
        return isWithin(longest, batchSize);
    }

    private boolean isWithin(Duration longest, int batchSize) {
        long start = System.nanoTime();
        probe(batchSize);
        return System.nanoTime() - start <= longest.toNanos();
    }

    /** Answers a batch of zeros; throws when it cannot, which is then no record's fault. */
    void probe(int batchSize) {
        TensorBatch zeros = TensorBatch.zeros(input, batchSize);
        HostTensor answer;
        try {
            answer = engine.run(zeros.tensor());
        } catch (RuntimeException e) {
            throw failed("failed on a batch of %d zeros: %s".formatted(batchSize, e.getMessage()), e);
        }
        TensorBatch.checkShape(answer, output, batchSize).ifPresent(problem -> {
            throw failed("answered zeros wrongly: " + problem, null);
        });
    }

    private ModelRefusedException failed(String problem, @Nullable Throwable cause) {
        return new ModelRefusedException(
                ModelRefusedException.Code.FAILED_WARM_UP, "%s %s.".formatted(id(), problem), cause);
    }

    /** Calls back once it is closed. */
    void whenClosed(Runnable callback) {
        whenClosed = callback;
    }

    @Override
    public void close() {
        explainer.close();
        engine.close();
        whenClosed.run();
    }
}
