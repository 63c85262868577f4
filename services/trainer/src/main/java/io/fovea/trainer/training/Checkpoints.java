package io.fovea.trainer.training;

import io.fovea.registry.ArtefactStore;
import io.fovea.registry.WorkFolder;
import io.fovea.trainer.jobs.CheckedJob;
import io.fovea.trainer.jobs.JobFailedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a job's next trainer goes on from, below {@code checkpoints/JOB}: the newest checkpoint, and how often the job was
 * begun since.
 */
public final class Checkpoints {
    private final ArtefactStore store;
    private final String folder;
    private final int stage;

    public Checkpoints(ArtefactStore store, CheckedJob job) {
        this(store, job.checkpoints(), 0);
    }

    private Checkpoints(ArtefactStore store, String folder, int stage) {
        this.store = store;
        this.folder = folder;
        this.stage = stage;
    }

    /** Those of one stage of the job, from 0. */
    Checkpoints ofStage(int number) {
        return new Checkpoints(store, folder, number);
    }

    /** The last stage that has a checkpoint, from 0; 0 when none has. */
    int stage() {
        int last = stage;
        while (store.exists(newest(last + 1))) {
            last++;
        }
        return last;
    }

    /** Place of the newest checkpoint below {@code fovea.storage}; empty when there is none. */
    public String place() {
        return store.exists(newest()) ? newest() : "";
    }

    /** The newest checkpoint as a local file. */
    public Optional<Path> fetch() {
        return store.exists(newest()) ? Optional.of(store.fetch(newest())) : Optional.empty();
    }

    /** Keeps what the writer writes to the file that it is given, in place of the checkpoint before. */
    public void save(Consumer<Path> writer) {
        try (WorkFolder work = store.workFolder()) {
            Path file = work.path().resolve("checkpoint");
            writer.accept(file);
            store.put(newest(), file);
        }
        store.delete(attempts());
    }

    /** Forgets how often the job was begun: it has come further. */
    public void progressed() {
        store.delete(attempts());
    }

    /**
     * Counts one more attempt at the job.
     *
     * @throws JobFailedException when that many were begun since the last checkpoint, and none came to the next
     */
    public void begin(int most) {
        int begun = begun();
        if (begun >= most) {
            throw new JobFailedException(
                    "The job was begun %d times without coming to a checkpoint. Maybe it needs more memory than a trainer has."
                            .formatted(begun));
        }
        store.put(attempts(), Integer.toString(begun + 1).getBytes(StandardCharsets.UTF_8));
    }

    public void delete() {
        store.delete(folder);
    }

    private int begun() {
        if (!store.exists(attempts())) {
            return 0;
        }
        try {
            return Integer.parseInt(Files.readString(store.fetch(attempts())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String newest() {
        return newest(stage);
    }

    private String newest(int number) {
        return folder + "/newest" + (number == 0 ? "" : "-" + (number + 1));
    }

    private String attempts() {
        return folder + "/attempts";
    }
}
