package io.fovea.serving;

import java.util.Collection;
import java.util.Comparator;
import java.util.function.Supplier;

/** Makes room for a model that is to be loaded: the least recently used ones are put out first. For one thread. */
final class ModelRoom {

    private final ModelMemory memory;
    private final Supplier<Collection<PipelineModel>> models;

    /** @param models all that are in memory, or could be */
    ModelRoom(ModelMemory memory, Supplier<Collection<PipelineModel>> models) {
        this.memory = memory;
        this.models = models;
    }

    /**
     * Counts a model's bytes, of which {@link #free} is to be told.
     *
     * @param loading who gets it, and is not put out for it
     * @throws ModelRefusedException where it never fits
     * @throws NoRoomException where it does not fit now
     */
    void take(String id, long bytes, PipelineModel loading) {
        if (bytes > memory.most()) {
            throw new ModelRefusedException(
                    ModelRefusedException.Code.OVER_BUDGET,
                    "%s takes %,d bytes, and all models together may take %,d.".formatted(id, bytes, memory.most()));
        }
        boolean swaps = loading.isLoaded();
        boolean taken = memory.reserve(bytes, () -> (swaps || loading.isAskedFor()) && putOut(loading), swaps);
        if (!taken) {
            throw new NoRoomException("%s takes %,d bytes, and others take %,d of %,d"
                    .formatted(id, bytes, memory.open(), memory.most()));
        }
    }

    void free(long bytes) {
        memory.release(bytes);
    }

    private boolean putOut(PipelineModel loading) {
        return models.get().stream()
                .filter(model -> model != loading && model.isLoaded())
                .min(Comparator.comparingLong(PipelineModel::lastUsedNanos))
                .map(model -> {
                    model.putOut();
                    return true;
                })
                .orElse(false);
    }
}
