package io.fovea.ingestion.folders;

import io.fovea.ingestion.publishing.BrokerUnavailableException;
import io.fovea.pipeline.FolderSpec;
import io.fovea.pipeline.ImageInput;
import io.fovea.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Looks into the folders of the pipelines that have one, once a second, as pipelines come and go. All folders lie below one that the service is set to: what a pipeline
 * says is a name below it, and a link that leads out of it is refused.
 */
public final class WatchedFolders implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WatchedFolders.class);
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final Path incoming;
    private final Supplier<Collection<PipelineSpec>> pipelines;
    private final FolderIntake intake;
    private final Clock clock;
    private final Map<String, Watch> watches = new HashMap<>();
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "folders"));

    private WatchedFolders(
            Path incoming, Supplier<Collection<PipelineSpec>> pipelines, FolderIntake intake, Clock clock) {
        this.incoming = incoming.toAbsolutePath();
        this.pipelines = pipelines;
        this.intake = intake;
        this.clock = clock;
    }

    /**
     * Begins at once.
     *
     * @param incoming what paths of pipelines are below; made where it is not there
     * @param pipelines those that are applied, now
     */
    public static WatchedFolders follow(
            Path incoming, Supplier<Collection<PipelineSpec>> pipelines, FolderIntake intake, Clock clock) {
        var folders = new WatchedFolders(incoming, pipelines, intake, clock);
        folders.worker.scheduleWithFixedDelay(folders::look, 0, 1, TimeUnit.SECONDS);
        return folders;
    }

    private void look() {
        try {
            Map<String, Watch> wanted = new HashMap<>();
            for (PipelineSpec pipeline : pipelines.get()) {
                folder(pipeline).ifPresent(folder -> wanted.put(pipeline.name(), watch(pipeline, folder)));
            }
            watches.clear();
            watches.putAll(wanted);
            watches.values().forEach(Watch::look);
        } catch (RuntimeException e) {
            LOG.errorf(e, "Folders could not be looked after");
        }
    }

    private static Optional<FolderSpec> folder(PipelineSpec pipeline) {
        return pipeline.input() instanceof ImageInput image ? image.folder() : Optional.empty();
    }

    /** A new version begins anew: it may know other classes. */
    private Watch watch(PipelineSpec pipeline, FolderSpec folder) {
        Watch known = watches.get(pipeline.name());
        return known != null && known.pipeline.version().equals(pipeline.version())
                ? known
                : new Watch(pipeline, folder);
    }

    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(20, TimeUnit.SECONDS)) { // the batch under way
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Watch {
        private final PipelineSpec pipeline;
        private final FolderSpec source;
        private final WatchedFolder watched;
        private String problem = "none yet";

        private Watch(PipelineSpec pipeline, FolderSpec source) {
            this.pipeline = pipeline;
            this.source = source;
            this.watched = new WatchedFolder(incoming.resolve(source.path()), SETTLING);
        }

        private void look() {
            try {
                Files.createDirectories(watched.folder());
                if (!watched.folder().toRealPath().startsWith(incoming.toRealPath())) {
                    throw new IOException("it is a link that leads out of " + incoming);
                }
                intake.take(pipeline, source, watched, clock.instant());
                say("");
            } catch (IOException | BrokerUnavailableException e) {
                say(String.valueOf(e.getMessage()));
            }
        }

        /** Once, and not at each look. */
        private void say(String now) {
            if (now.equals(problem)) {
                return;
            }
            problem = now;
            if (now.isEmpty()) {
                LOG.infof("Watching a folder pipeline=%s folder=%s", pipeline.name(), watched.folder());
            } else {
                LOG.warnf(
                        "A folder cannot be taken in now pipeline=%s folder=%s: %s",
                        pipeline.name(), watched.folder(), now);
            }
        }
    }
}
