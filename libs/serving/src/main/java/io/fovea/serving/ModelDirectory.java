package io.fovea.serving;

import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ModelRegistry;
import io.fovea.serving.CallRefusedException.Reason;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Which model a caller means by a name and a version or alias: the one place where that is said. */
final class ModelDirectory {

    private final Supplier<List<PipelineSpec>> pipelines;
    private final ModelRegistry registry;
    private final ServedModels models;

    /** @param pipelines those that are served here, as they are at the time of asking */
    ModelDirectory(Supplier<List<PipelineSpec>> pipelines, ModelRegistry registry, ServedModels models) {
        this.pipelines = () -> pipelines.get().stream()
                .sorted(Comparator.comparing(PipelineSpec::name))
                .toList();
        this.registry = registry;
        this.models = models;
    }

    /** The pipelines that a model of this name answers for; throws where there is none. */
    List<PipelineSpec> pipelines(String name) {
        List<PipelineSpec> served = pipelines.get();
        List<PipelineSpec> found = served.stream().filter(isOf(name)).toList();
        if (found.isEmpty()) {
            throw new CallRefusedException(
                    Reason.UNKNOWN_MODEL,
                    "UNKNOWN_MODEL: There is no model \"%s\" here. Served are: %s."
                            .formatted(
                                    shown(name),
                                    served.stream()
                                            .map(pipeline -> pipeline.model().name())
                                            .distinct()
                                            .toList()));
        }
        return found;
    }

    /**
     * The model that answers.
     *
     * @param version a number, an alias, or empty for the one that is there
     * @throws CallRefusedException with {@code UNKNOWN_MODEL} or {@code NOT_LOADED}
     */
    ModelDescription find(String name, String version) {
        List<PipelineSpec> candidates = pipelines(name);
        Optional<String> wanted = number(name, version);
        candidates.stream().map(PipelineSpec::name).filter(models::isOut).forEach(models::load);
        return candidates.stream()
                .flatMap(this::answering)
                .filter(model -> wanted.isPresent() || model.alias().equals(ModelRegistry.LIVE))
                .filter(model -> wanted.isEmpty() || wanted.get().equals(model.version()))
                .findFirst()
                .orElseThrow(() -> notLoaded(candidates, name, wanted));
    }

    /** Every version of every model that is served here, by name, oldest first. */
    List<IndexEntry> index() {
        List<PipelineSpec> served = pipelines.get();
        return registry.versions().stream()
                .filter(version -> served.stream().anyMatch(isOf(version.getModel())))
                .map(version -> entry(version, served))
                .toList();
    }

    private IndexEntry entry(ModelVersion version, List<PipelineSpec> served) {
        boolean ready = served.stream()
                .filter(isOf(version.getModel()))
                .flatMap(this::answering)
                .anyMatch(model -> model.version().equals(version.getVersion()));
        return new IndexEntry(version.getModel(), version.getVersion(), ready, ready ? "" : "it does not answer now");
    }

    /** The live model first, then those on trial. */
    private Stream<ModelDescription> answering(PipelineSpec pipeline) {
        return Stream.concat(Stream.of(ModelRegistry.LIVE), Trials.ALIASES.stream())
                .flatMap(alias -> answering(pipeline, alias).stream());
    }

    private Optional<ModelDescription> answering(PipelineSpec pipeline, String alias) {
        Optional<ModelLease> lease = models.peek(pipeline.name(), alias);
        try (ModelLease held = lease.orElse(null)) { // null is closed by nobody
            return lease.map(model -> ModelDescription.of(pipeline.name(), alias, model.model()));
        }
    }

    private Optional<String> number(String name, String version) {
        if (version.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(registry.resolve(name, version)
                .map(ModelVersion::getVersion)
                .orElseThrow(() -> new CallRefusedException(
                        Reason.UNKNOWN_MODEL,
                        "UNKNOWN_VERSION: Model %s has no version or alias \"%s\".".formatted(name, shown(version)))));
    }

    private CallRefusedException notLoaded(List<PipelineSpec> pipelines, String name, Optional<String> version) {
        List<String> loaded = pipelines.stream()
                .flatMap(this::answering)
                .map(ModelDescription::version)
                .toList();
        String state = loaded.isEmpty()
                ? pipelines.stream()
                        .map(pipeline -> String.valueOf(models.statuses().get(pipeline.name())))
                        .findFirst()
                        .orElse("")
                : "version %s answers".formatted(loaded.get(0));
        return new CallRefusedException(
                Reason.NOT_LOADED,
                "NOT_LOADED: %s of model %s is not in memory: %s."
                        .formatted(version.map(number -> "Version " + number).orElse("No version"), name, state));
    }

    private static Predicate<PipelineSpec> isOf(String name) {
        return pipeline -> pipeline.model().name().equals(name);
    }

    /** What a stranger sent, short enough for a message. */
    private static String shown(String name) {
        return name.length() <= 80 ? name : name.substring(0, 80) + "...";
    }
}
