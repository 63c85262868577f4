package io.fovea.predictor.drift;

import io.fovea.evaluation.drift.DriftReference;
import io.fovea.registry.ArtefactException;
import io.fovea.registry.ArtefactStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** What versions were trained on, from their artefacts. */
public final class DriftReferences {

    private static final Logger LOG = Logger.getLogger(DriftReferences.class);
    private static final long MOST_BYTES = 16 << 20;

    private final ArtefactStore store;

    public DriftReferences(ArtefactStore store) {
        this.store = store;
    }

    /**
     * A version's; empty, and said in the log, where it has none or what it has is none.
     *
     * @throws ArtefactException where the storage does not answer
     */
    Optional<DriftReference> of(String model, String version) {
        String place = "models/%s/%s/%s".formatted(model, version, DriftReference.FILE);
        if (!store.exists(place)) {
            LOG.infof(
                    "Version is not watched for drift: it was trained before serve.drift was declared model=%s version=%s",
                    model, version);
            return Optional.empty();
        }
        try {
            return Optional.of(read(store.fetch(place)));
        } catch (IOException | IllegalArgumentException e) {
            LOG.warnf(
                    "Version is not watched for drift model=%s version=%s problem=%s", model, version, e.getMessage());
            return Optional.empty();
        }
    }

    private static DriftReference read(Path file) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            throw new IllegalArgumentException("%s has more than %,d bytes".formatted(file, MOST_BYTES));
        }
        return DriftReference.parse(Files.readAllBytes(file));
    }
}
