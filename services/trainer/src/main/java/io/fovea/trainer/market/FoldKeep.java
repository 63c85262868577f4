package io.fovea.trainer.market;

import io.fovea.evaluation.report.ReportJson;
import io.fovea.registry.ArtefactStore;
import io.fovea.trainer.jobs.CheckedJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;

/** Folds that are done, beside the job's checkpoints: a job that is broken off goes on with the next. */
final class FoldKeep {
    private final ArtefactStore store;
    private final String folder;

    FoldKeep(ArtefactStore store, CheckedJob job) {
        this.store = store;
        this.folder = job.checkpoints() + "/folds/";
    }

    /** @param name such as {@code network-12} */
    synchronized Optional<FoldOutcome> find(String name) {
        String place = place(name);
        if (!store.exists(place)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ReportJson.read(Files.readAllBytes(store.fetch(place)), FoldOutcome.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void keep(String name, FoldOutcome outcome) {
        store.put(place(name), ReportJson.write(outcome));
    }

    String place(String name) {
        return folder + name + ".json";
    }
}
