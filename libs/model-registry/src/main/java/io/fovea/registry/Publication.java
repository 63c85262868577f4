package io.fovea.registry;

import io.fovea.proto.model.v1.ModelVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The artefact of one training job, on its way into the storage as {@code models/MODEL/VERSION}. Many publishers may
 * race, and any may be killed: a version is claimed by the folder that arrives there whole, and
 * {@code models/MODEL/jobs/JOB} says which version is the job's (docs/adr/0003-versions-and-artefacts.md).
 */
final class Publication {
    private final ArtefactStore store;
    private final ManifestDraft draft;
    private final String model;

    Publication(ArtefactStore store, ManifestDraft draft) {
        this.store = store;
        this.draft = draft;
        this.model = "models/" + draft.model();
    }

    /**
     * The job's version, stored at most once; adds manifest.json to the folder.
     *
     * @param taken the highest version known from elsewhere
     */
    String publish(Path folder, int taken) {
        return settled().or(this::leftBehind).map(this::settle).orElseGet(() -> claimAndSettle(folder, taken));
    }

    /** What the world is told of a version that is stored. */
    static ModelVersion announcement(ArtefactStore store, String model, String version) {
        String path = "models/" + model + "/" + version;
        try {
            byte[] json = Files.readAllBytes(store.fetch(path + "/" + Manifest.FILE));
            return announcement(path, Sha256.of(json), Manifest.parse(json));
        } catch (IOException e) {
            throw ArtefactException.reading(path, store, e);
        }
    }

    private static ModelVersion announcement(String path, String manifestSha256, Manifest manifest) {
        return ModelVersion.newBuilder()
                .setModel(manifest.model())
                .setVersion(manifest.version())
                .setPath(path)
                .setManifestSha256(manifestSha256)
                .putAllMetrics(manifest.metrics())
                .setJobId(manifest.lineage().job())
                .setPipeline(manifest.lineage().pipeline())
                .setPipelineVersion(manifest.lineage().pipelineVersion())
                .setBackbone(manifest.lineage().takes())
                .setCreatedAtMillis(manifest.createdAt().toEpochMilli())
                .build();
    }

    private String claimAndSettle(Path folder, int taken) {
        String claimed = claim(folder, taken);
        String version = settle(claimed);
        if (!version.equals(claimed)) {
            store.delete(model + "/" + claimed); // the same job ran twice and the other one was faster
        }
        return version;
    }

    /** Counts on until a number is free: another publisher may take the one that was seen to be. */
    private String claim(Path folder, int taken) {
        int version = Math.max(taken, highestStored());
        do {
            version++;
            describe(folder, Integer.toString(version));
        } while (!store.putIfAbsent(model + "/" + version, folder));
        return Integer.toString(version);
    }

    private void describe(Path folder, String version) {
        try {
            Manifest manifest = Manifest.of(draft, version, Verification.hashes(folder), Instant.now());
            Files.write(folder.resolve(Manifest.FILE), manifest.toJson());
        } catch (IOException e) {
            throw ArtefactException.writing(Manifest.FILE, folder, e);
        }
    }

    private String settle(String version) {
        store.putIfAbsent(mark(), version.getBytes(StandardCharsets.UTF_8));
        return settled().orElseThrow();
    }

    private Optional<String> settled() {
        if (!store.exists(mark())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readString(store.fetch(mark())));
        } catch (IOException e) {
            throw ArtefactException.reading(mark(), store, e);
        }
    }

    /** What an earlier attempt had stored when it was killed, before it could say so. */
    private Optional<String> leftBehind() {
        return versions().stream().filter(this::isOfThisJob).findFirst();
    }

    private boolean isOfThisJob(String version) {
        try {
            Path manifest = store.fetch(model + "/" + version + "/" + Manifest.FILE);
            return Manifest.parse(Files.readAllBytes(manifest))
                    .lineage()
                    .job()
                    .equals(draft.lineage().job());
        } catch (IOException | ArtefactException e) {
            return false; // gone, or somebody else's ruin
        }
    }

    private int highestStored() {
        return versions().stream().mapToInt(Integer::parseInt).max().orElse(0);
    }

    private List<String> versions() {
        return store.list(model).stream()
                .filter(name -> name.matches("[1-9][0-9]{0,8}"))
                .toList();
    }

    private String mark() {
        return model + "/jobs/" + draft.lineage().job();
    }
}
