package io.fovea.serving;

import io.fovea.pipeline.BackboneSpec;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ModelRegistry;
import java.util.Optional;

/**
 * The backbone version that a pipeline's features come from. A pipeline that names an alias is bound to the version that
 * the alias points at when the backbone is first needed, by an alias of its own, {@code for-PIPELINE}; from then on the
 * named alias may move and the pipeline's features stay comparable (docs/adr/0005-serving-and-switching.md).
 */
public record BackboneBinding(String pipeline, BackboneSpec backbone) {

    /** The binding of a pipeline; empty where it has no backbone. */
    public static Optional<BackboneBinding> of(PipelineSpec pipeline) {
        return pipeline.model()
                .backbone()
                .filter(backbone -> pipeline.learnsOnFeatures())
                .map(backbone -> new BackboneBinding(pipeline.name(), backbone));
    }

    /** The version bound to, without binding one: for those who only read features. */
    public Optional<ModelVersion> bound(ModelRegistry registry) {
        return registry.resolve(backbone.model(), isPinned() ? backbone.version() : alias());
    }

    /**
     * The version bound to, which binds the first one: for the service that makes features.
     *
     * @param service who the registry says did it
     */
    public ModelChoice binding(String service) {
        return new Binding(this, service);
    }

    private String alias() {
        return ModelRegistry.boundFor(pipeline);
    }

    private boolean isPinned() {
        return backbone.version().chars().allMatch(Character::isDigit);
    }

    private void bind(ModelRegistry registry, ModelVersion first, String service) {
        registry.move(
                first.getModel(),
                alias(),
                first.getVersion(),
                service,
                "%s when pipeline %s first needed it".formatted(backbone.version(), pipeline));
    }

    private record Binding(BackboneBinding of, String service) implements ModelChoice {
        @Override
        public Optional<ModelVersion> choose(ModelRegistry registry) {
            return of.bound(registry).or(() -> chooseFirst(registry));
        }

        private Optional<ModelVersion> chooseFirst(ModelRegistry registry) {
            registry.catchUp(); // another instance may have bound it just now
            Optional<ModelVersion> bound = of.bound(registry);
            if (bound.isPresent() || of.isPinned()) {
                return bound;
            }
            Optional<ModelVersion> first =
                    registry.resolve(of.backbone().model(), of.backbone().version());
            first.ifPresent(version -> of.bind(registry, version, service));
            return first;
        }
    }
}
