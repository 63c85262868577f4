package io.fovea.serving;

import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.label.v1.DelayedLabel;
import io.fovea.proto.model.v1.ModelAlias;
import io.fovea.registry.ModelRegistry;
import io.fovea.serving.TrialTally.TrialKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The versions on trial beside the live ones, and what became of them. Thread-safe. */
public final class Trials {

    /** The aliases of versions on trial. */
    public static final List<String> ALIASES = List.of(ModelRegistry.CANARY, ModelRegistry.SHADOW);

    private final BiFunction<String, String, Optional<ModelAlias>> aliases;
    private final BiFunction<String, String, Optional<ModelLease>> models;
    private final Consumer<String> shadows;
    private final Map<String, TrialTally> tallies = new ConcurrentHashMap<>(); // by pipeline and alias

    /**
     * @param aliases of a model, by its name and theirs, such as {@link ModelRegistry#alias}
     * @param models the model that answers for a pipeline under an alias
     * @param shadows told of a pipeline whose shadow is about to answer, each time
     */
    public Trials(
            BiFunction<String, String, Optional<ModelAlias>> aliases,
            BiFunction<String, String, Optional<ModelLease>> models,
            Consumer<String> shadows) {
        this.aliases = aliases;
        this.models = models;
        this.shadows = shadows;
    }

    /** The trials of a batch, and their models' leases. */
    static final class Running implements AutoCloseable {
        private final List<ModelLease> leases = new ArrayList<>();
        private final List<Trial> trials = new ArrayList<>();

        List<Trial> trials() {
            return trials;
        }

        @Override
        public void close() {
            leases.forEach(ModelLease::close);
        }
    }

    /** The versions on trial that are in memory; the caller closes them. */
    Running begin(PipelineSpec pipeline, LoadedModel live) {
        Running running = new Running();
        for (String alias : ALIASES) {
            aliases.apply(pipeline.model().name(), alias)
                    .ifPresentOrElse(
                            moved -> begin(pipeline, live, moved, running),
                            () -> tallies.remove(pipeline.name() + "@" + alias));
        }
        return running;
    }

    private void begin(PipelineSpec pipeline, LoadedModel live, ModelAlias moved, Running running) {
        models.apply(pipeline.name(), moved.getAlias()).ifPresent(lease -> {
            running.leases.add(lease);
            if (moved.getAlias().equals(ModelRegistry.SHADOW)) {
                shadows.accept(pipeline.name());
            }
            TrialTally tally = tally(pipeline.name(), moved.getAlias(), lease.model(), live);
            running.trials.add(new Trial(moved.getAlias(), moved.getShare(), lease.model(), tally));
        });
    }

    private TrialTally tally(String pipeline, String alias, LoadedModel model, LoadedModel live) {
        TrialKey key = new TrialKey(
                model.manifest().model(),
                alias,
                model.manifest().version(),
                live.manifest().version());
        return tallies.compute(
                pipeline + "@" + alias,
                (slot, present) -> present != null && present.key().equals(key)
                        ? present
                        : new TrialTally(key, model.manifest().labels(), System.currentTimeMillis()));
    }

    /** A label has come, maybe of an example that was answered before. */
    void labelled(PipelineSpec pipeline, Example example) {
        for (String alias : ALIASES) {
            TrialTally tally = tallies.get(pipeline.name() + "@" + alias);
            if (tally != null) {
                tally.labelled(example);
            }
        }
    }

    /** A label has come by itself. */
    void labelled(String pipeline, DelayedLabel label) {
        for (String alias : ALIASES) {
            TrialTally tally = tallies.get(pipeline + "@" + alias);
            if (tally != null) {
                tally.labelled(label);
            }
        }
    }

    /** Those with a version that has been tried here. */
    Set<String> pipelines() {
        return tallies.keySet().stream()
                .map(slot -> slot.substring(0, slot.indexOf('@')))
                .collect(Collectors.toSet());
    }

    /** What this process has seen of each version that is on trial, by pipeline and alias. */
    Map<String, TrialTally> tallies() {
        return Map.copyOf(tallies);
    }
}
