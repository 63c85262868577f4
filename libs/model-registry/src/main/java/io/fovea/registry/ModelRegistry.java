package io.fovea.registry;

import io.fovea.proto.model.v1.ModelAlias;
import io.fovea.proto.model.v1.ModelEngine;
import io.fovea.proto.model.v1.ModelRecord;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.proto.model.v1.TrialFigures;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Versions of models and the aliases that point at them: topic {@code fovea.models} says what there is, the
 * {@link ArtefactStore} holds it. A version resolves only once its artefact is stored whole. Own changes are seen at
 * once, those of others as they arrive. Safe for several threads and processes.
 */
public final class ModelRegistry implements AutoCloseable {
    /** The alias of the version that answers. */
    public static final String LIVE = "live";

    /** The alias of a version that answers some of the keys in the live one's place. */
    public static final String CANARY = "canary";

    /** The alias of a version that is asked beside the live one; its answers are kept apart. */
    public static final String SHADOW = "shadow";

    private final ArtefactStore store;
    private final ModelRecords records;
    private final AliasMoves moves;
    private final TrialRecords trials;

    /** The alias of the backbone version that a pipeline's features come from, among the backbone's own aliases. */
    public static String boundFor(String pipeline) {
        return "for-" + pipeline;
    }

    /** @param kafkaClientProperties at least {@code bootstrap.servers} */
    public ModelRegistry(Map<String, Object> kafkaClientProperties, ArtefactStore store) {
        this(new ModelRecordsTopic(kafkaClientProperties), store);
    }

    private ModelRegistry(ModelRecords records, ArtefactStore store) {
        this.records = records;
        this.moves = new AliasMoves(records);
        this.trials = new TrialRecords(records);
        this.store = store;
    }

    /** A registry that nobody else sees and that forgets at its end, for tests; the artefacts stay in the storage. */
    public static ModelRegistry inMemory(ArtefactStore store) {
        return new ModelRegistry(new ModelRecordsInMemory(), store);
    }

    /**
     * Makes the folder's files the next version of the draft's model; the job that was published before gets the
     * version that it got then. Adds manifest.json to the folder.
     *
     * @throws ArtefactException when the storage cannot take it
     */
    public ModelVersion publish(Path artefactFolder, ManifestDraft draft) {
        catchUp();
        String version = new Publication(store, draft).publish(artefactFolder, highestVersion(draft.model()));
        return resolve(draft.model(), version).orElseGet(() -> announce(draft.model(), version));
    }

    /**
     * Points an alias at a version; the move is kept for {@link #history}.
     *
     * @param movedBy who or what did it: {@code cli:anna}, {@code rule}
     * @throws UnknownVersionException when the model has no such version
     * @throws IllegalArgumentException when the alias could be taken for a version
     */
    public ModelAlias move(String model, String alias, String version, String movedBy, String reason) {
        return move(model, alias, version, 0, movedBy, reason);
    }

    /**
     * As {@link #move(String, String, String, String, String)}, for an alias of a version on trial.
     *
     * @param share of the keys that it is tried on, from 0 to 1
     * @throws IllegalArgumentException when the share is none
     */
    public ModelAlias move(String model, String alias, String version, double share, String movedBy, String reason) {
        checkAlias(alias);
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A share of keys is from 0 to 1, not %s.".formatted(share));
        }
        catchUp();
        if (!isVersion(version) || resolve(model, version).isEmpty()) {
            throw new UnknownVersionException(model, version, versionsOf(model));
        }
        return point(model, alias, version, share, movedBy, reason);
    }

    /**
     * Lets an alias point nowhere, such as at the end of a trial; kept in the history as a move to no version.
     *
     * @return empty where it pointed nowhere before
     */
    public Optional<ModelAlias> end(String model, String alias, String movedBy, String reason) {
        catchUp();
        return alias(model, alias).map(present -> point(model, alias, "", 0, movedBy, reason));
    }

    /**
     * Makes the version on trial the live one, and ends the trial.
     *
     * @return the move of {@code live}; empty where the alias points nowhere
     */
    public Optional<ModelAlias> promote(String model, String trialAlias, String movedBy, String reason) {
        catchUp();
        return alias(model, trialAlias).map(trial -> {
            ModelAlias moved = point(model, LIVE, trial.getVersion(), 0, movedBy, reason);
            point(model, trialAlias, "", 0, movedBy, reason);
            return moved;
        });
    }

    private ModelAlias point(String model, String alias, String version, double share, String movedBy, String reason) {
        Optional<ModelAlias> before = alias(model, alias);
        long now = System.currentTimeMillis();
        ModelAlias moved = ModelAlias.newBuilder()
                .setModel(model)
                .setAlias(alias)
                .setVersion(version)
                .setShare(share)
                .setPreviousVersion(before.map(ModelAlias::getVersion).orElse(""))
                .setMovedBy(movedBy)
                .setReason(reason)
                .setMovedAtMillis(now)
                .setSinceMillis(before.filter(present -> present.getVersion().equals(version))
                        .map(ModelAlias::getSinceMillis)
                        .orElse(now))
                .build();
        moves.put(moved);
        return moved;
    }

    /** Tells what a process has seen of a version on trial, in place of what it told before. */
    public void report(TrialFigures figures) {
        trials.put(figures);
    }

    /** What all processes have seen of the version that an alias has on trial, beside the live one; empty where there is none. */
    public Optional<TrialSummary> trial(String model, String alias) {
        String live = alias(model, LIVE).map(ModelAlias::getVersion).orElse("");
        return alias(model, alias).map(moved -> trials.summary(moved, live));
    }

    /**
     * Every move of a model's aliases, oldest first.
     *
     * @return empty when there is no such model, or no alias of it was ever moved
     */
    public List<ModelAlias> history(String model) {
        return moves.of(model);
    }

    /** The version of that number, or the one that the alias points at; empty when there is none. */
    public Optional<ModelVersion> resolve(String model, String versionOrAlias) {
        Optional<String> version = isVersion(versionOrAlias)
                ? Optional.of(versionOrAlias)
                : alias(model, versionOrAlias).map(ModelAlias::getVersion);
        return version.flatMap(number -> records.get(model + "/" + number))
                .filter(ModelRecord::hasVersion)
                .map(ModelRecord::getVersion);
    }

    /** The version that a training job made. */
    public Optional<ModelVersion> publishedBy(String job) {
        return versions().stream()
                .filter(version -> version.getJobId().equals(job))
                .findFirst();
    }

    /** Where an alias points. */
    public Optional<ModelAlias> alias(String model, String alias) {
        return records.get(model + "/" + alias)
                .filter(ModelRecord::hasAlias)
                .map(ModelRecord::getAlias)
                .filter(moved -> !moved.getVersion().isEmpty());
    }

    /** All versions, by model, oldest first. */
    public List<ModelVersion> versions() {
        return records.snapshot().values().stream()
                .filter(ModelRecord::hasVersion)
                .map(ModelRecord::getVersion)
                .sorted(Comparator.comparing(ModelVersion::getModel).thenComparingInt(ModelRegistry::number))
                .toList();
    }

    /** All aliases, by model and name. */
    public List<ModelAlias> aliases() {
        return records.snapshot().values().stream()
                .filter(ModelRecord::hasAlias)
                .map(ModelRecord::getAlias)
                .filter(moved -> !moved.getVersion().isEmpty())
                .sorted(Comparator.comparing(ModelAlias::getModel).thenComparing(ModelAlias::getAlias))
                .toList();
    }

    /**
     * Says which engine a service runs a version with, and why.
     *
     * @param service such as {@code predictor}
     * @param reason a sentence, for people
     */
    public void runsWith(ModelVersion version, String service, String engine, String reason) {
        ModelEngine chosen = ModelEngine.newBuilder()
                .setModel(version.getModel())
                .setVersion(version.getVersion())
                .setService(service)
                .setEngine(engine)
                .setReason(reason)
                .setChosenAtMillis(System.currentTimeMillis())
                .build();
        records.put(
                String.join("/", version.getModel(), version.getVersion(), service),
                ModelRecord.newBuilder().setEngine(chosen).build());
    }

    /** Which engine a service ran a version with last; empty where it never did. */
    public Optional<ModelEngine> engine(ModelVersion version, String service) {
        return records.get(String.join("/", version.getModel(), version.getVersion(), service))
                .filter(ModelRecord::hasEngine)
                .map(ModelRecord::getEngine);
    }

    /**
     * A local folder with the version's SavedModel and manifest.json, to be read and left as it is.
     *
     * @throws ArtefactException when a file is missing, added or not the one that was published; names it
     */
    public Path fetch(ModelVersion version) {
        Path folder = store.fetch(version.getPath());
        Verification.verify(version.getPath(), folder, version.getManifestSha256());
        return folder;
    }

    /**
     * The version's manifest; the other files are not looked at.
     *
     * @throws ArtefactException when it is missing or not the one that was published
     */
    public Manifest manifest(ModelVersion version) {
        return Verification.manifest(version.getPath(), store.fetch(version.getPath()), version.getManifestSha256());
    }

    /** Calls back, on a thread of the registry's, after each change; keep it short. */
    public void onChange(Runnable listener) {
        records.onChange(listener);
    }

    /** Returns when all that others had published before this call is seen. */
    public void catchUp() {
        records.catchUp();
    }

    @Override
    public void close() {
        records.close();
    }

    private ModelVersion announce(String model, String version) {
        ModelVersion announced = Publication.announcement(store, model, version);
        records.put(
                model + "/" + version,
                ModelRecord.newBuilder().setVersion(announced).build());
        return announced;
    }

    private int highestVersion(String model) {
        return versions().stream()
                .filter(version -> version.getModel().equals(model))
                .mapToInt(ModelRegistry::number)
                .max()
                .orElse(0);
    }

    private List<String> versionsOf(String model) {
        return versions().stream()
                .filter(version -> version.getModel().equals(model))
                .map(ModelVersion::getVersion)
                .toList();
    }

    private static int number(ModelVersion version) {
        return Integer.parseInt(version.getVersion());
    }

    private static boolean isVersion(String name) {
        return name.matches("[1-9][0-9]{0,8}");
    }

    private static void checkAlias(String alias) {
        if (!alias.matches("[a-z][a-z0-9-]{0,66}")) {
            throw new IllegalArgumentException(
                    "'%s' is no alias: lower-case letters, digits and '-', a letter first.".formatted(alias));
        }
    }
}
