package io.fovea.predictor.drift;

import io.fovea.pipeline.PipelineSpec;
import io.fovea.registry.ArtefactException;
import io.fovea.registry.Manifest;
import io.fovea.serving.Answer;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Watches the answers of pipelines that declare {@code serve.drift}, window by window and version by version. References are read
 * and windows compared on a thread of its own; where that has too much to do a window is left out, and no answer waits. A batch that
 * Kafka makes the predictor do again may be seen twice.
 */
public final class DriftMonitor implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(DriftMonitor.class);
    private static final int MOST_WAITING = 16;
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final DriftReferences references;
    private final DriftEvents events;
    private final MeterRegistry meters;
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> new Thread(task, "predictor-drift"),
            new ThreadPoolExecutor.DiscardPolicy());
    private final Map<String, DriftWindow> windows = new RecentVersions<>(DriftWindow::close);

    /** @param events is closed here */
    public DriftMonitor(DriftReferences references, DriftEvents events, MeterRegistry meters) {
        this.references = references;
        this.events = events;
        this.meters = meters;
    }

    /** Takes an answer into its version's window; one without classes is passed over. */
    public void observe(Answer answer) {
        PipelineSpec pipeline = answer.pipeline();
        if (pipeline.serve().drift().isPresent()
                && !answer.model().manifest().labels().isEmpty()) {
            DriftWindow window = window(answer);
            if (window.isDue()) {
                worker.execute(() -> begin(window, answer.model().manifest()));
            }
            window.observe(answer);
        }
    }

    private void begin(DriftWindow window, Manifest manifest) {
        try {
            window.begin(references.of(manifest.model(), manifest.version()));
        } catch (ArtefactException e) { // it is due again in a while
            LOG.warnf(
                    "Version is not watched for drift yet model=%s version=%s problem=%s",
                    manifest.model(), manifest.version(), e.getMessage());
        }
    }

    private synchronized DriftWindow window(Answer answer) {
        String key = "%s %s %s"
                .formatted(
                        answer.pipeline().name(),
                        answer.pipeline().version(),
                        answer.model().id());
        return windows.computeIfAbsent(
                key,
                version -> new DriftWindow(answer.pipeline(), answer.model().manifest(), events, meters, worker));
    }

    @Override
    public void close() {
        worker.shutdownNow();
        try {
            worker.awaitTermination(CLOSING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            windows.values().forEach(DriftWindow::close);
            windows.clear();
        }
        events.close();
    }
}
