package io.fovea.serving;

import io.fovea.pipeline.EngineName;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ModelRegistry;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The model of one pipeline: brings it to the version that is wanted, on one thread, while batches run on others. */
final class PipelineModel implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PipelineModel.class);

    private final ModelRegistry registry;
    private final ModelLoading loading;
    private final ServingMetrics metrics;
    private final Duration retryAfter;
    private final ModelSwitch modelSwitch = new ModelSwitch();

    private final Runnable asked;

    private volatile @Nullable Attempt serving;
    private volatile boolean isOut; // for want of room
    private volatile boolean isAskedFor;
    private volatile long lastUsedNanos = System.nanoTime();
    private @Nullable Attempt refused;
    private long refusedAtNanos;
    private volatile ModelStatus status = new ModelStatus(ModelStatus.State.LOADING, "");

    /** A version under a signature, on an engine: each may change without the others. */
    private record Attempt(ModelVersion version, Signature signature, EngineName engine) {
        private String id() {
            return version.getModel() + "/" + version.getVersion();
        }
    }

    /** @param asked told when a batch finds no model since it was put out */
    PipelineModel(
            ModelRegistry registry, ModelLoading loading, ServingMetrics metrics, Duration retryAfter, Runnable asked) {
        this.asked = asked;
        this.registry = registry;
        this.loading = loading;
        this.metrics = metrics;
        this.retryAfter = retryAfter;
    }

    /** The model for a batch; one that was put out for want of room is asked for by this, and is there in a moment. */
    Optional<ModelLease> acquire() {
        lastUsedNanos = System.nanoTime();
        Optional<ModelLease> lease = modelSwitch.acquire();
        if (lease.isEmpty() && isOut && !isAskedFor) {
            isAskedFor = true;
            asked.run();
        }
        return lease;
    }

    /** As {@link #acquire}, but only looks: nothing is used or asked for. */
    Optional<ModelLease> peek() {
        return modelSwitch.acquire();
    }

    boolean isLoaded() {
        return serving != null;
    }

    /** Whether it is out of memory for want of room, and comes back when it is asked for. */
    boolean isOut() {
        return isOut;
    }

    boolean isAskedFor() {
        return isAskedFor;
    }

    /** It is wanted, whoever must give way. */
    void askFor() {
        isAskedFor = true;
    }

    long lastUsedNanos() {
        return lastUsedNanos;
    }

    /** Gives way to another; batches that have it still end with it. */
    void putOut() {
        LOG.infof("Model put out of memory: version=%s", answering());
        drop();
        outOfMemory("it gave way to others");
    }

    private void outOfMemory(String why) {
        isOut = true;
        isAskedFor = false;
        status = new ModelStatus(
                ModelStatus.State.ABSENT, "not in memory: %s; it comes when it is asked for".formatted(why));
    }

    ModelStatus status() {
        return status;
    }

    /** Whether it has, or should have, a version. */
    boolean isWanted() {
        return status.state() != ModelStatus.State.ABSENT;
    }

    /** Loads and switches when another version is wanted than the one that answers. */
    void bringTo(ModelDemand demand) {
        dropMisfit(demand.signature());
        Optional<ModelVersion> wanted = demand.choice().choose(registry);
        if (wanted.isEmpty() && demand.isOnTrial()) {
            drop();
            status = new ModelStatus(ModelStatus.State.ABSENT, "no version is on trial");
            return;
        }
        if (wanted.isEmpty()) {
            status = serving == null
                    ? new ModelStatus(ModelStatus.State.ABSENT, "records wait for a first model")
                    : new ModelStatus(ModelStatus.State.SERVING, serving.id());
            return;
        }
        Attempt attempt = new Attempt(wanted.get(), demand.signature(), demand.engine());
        if (attempt.equals(serving)) {
            status = new ModelStatus(ModelStatus.State.SERVING, attempt.id());
        } else if (isOut && !isAskedFor) {
            LOG.debugf("Out of memory until it is asked for: %s", attempt.id());
        } else if (!attempt.equals(refused) || isTimeToRetry()) {
            attempt(attempt, demand);
        }
    }

    /** Frees the model: its records wait, as those of a pipeline that has none yet. */
    void unload() {
        drop();
        status = new ModelStatus(ModelStatus.State.ABSENT, "unloaded; records wait until it is loaded again");
    }

    private void drop() {
        modelSwitch.close();
        serving = null;
        refused = null;
        isOut = false;
    }

    /** The pipeline has come to need another input or layer: what answers would be of no use to it. */
    private void dropMisfit(Signature needed) {
        if (serving != null && !serving.signature().equals(needed)) {
            modelSwitch.close();
            serving = null;
        }
    }

    private void attempt(Attempt attempt, ModelDemand demand) {
        status = new ModelStatus(ModelStatus.State.LOADING, attempt.id());
        long start = System.nanoTime();
        try {
            LoadedModel loaded = loading.load(attempt.version(), demand, this);
            metrics.loaded(demand.pipeline(), loaded);
            loaded.whenClosed(() -> metrics.unloaded(demand.pipeline(), loaded));
            modelSwitch.switchTo(loaded);
            LOG.infof(
                    "Model switched: pipeline=%s version=%s before=%s millis=%d engine=%s: %s",
                    demand.pipeline(),
                    attempt.id(),
                    answering(),
                    Duration.ofNanos(System.nanoTime() - start).toMillis(),
                    loaded.engineName(),
                    loaded.engineReason());
            serving = attempt;
            refused = null;
            isOut = false;
            isAskedFor = false;
            lastUsedNanos = System.nanoTime();
            status = new ModelStatus(ModelStatus.State.SERVING, attempt.id());
            metrics.switched(demand.pipeline(), loaded.engineName());
            registry.runsWith(attempt.version(), metrics.service(), loaded.engineName(), loaded.engineReason());
        } catch (NoRoomException e) {
            outOfMemory(String.valueOf(e.getMessage()));
        } catch (ModelRefusedException e) {
            refuse(attempt, demand, e);
        }
    }

    private void refuse(Attempt attempt, ModelDemand demand, ModelRefusedException why) {
        if (!attempt.equals(refused)) { // once, not at every retry
            LOG.errorf(
                    "Model refused: pipeline=%s version=%s answering=%s reason=%s: %s",
                    demand.pipeline(), attempt.id(), answering(), why.code(), why.getMessage());
        }
        refused = attempt;
        refusedAtNanos = System.nanoTime();
        status = new ModelStatus(ModelStatus.State.REFUSED, why.code() + ": " + why.getMessage());
        metrics.refused(demand.pipeline(), why.code());
    }

    private String answering() {
        return serving == null ? "none" : serving.id();
    }

    private boolean isTimeToRetry() {
        return System.nanoTime() - refusedAtNanos >= retryAfter.toNanos();
    }

    @Override
    public void close() {
        modelSwitch.close();
    }
}
