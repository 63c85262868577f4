package io.fovea.predictor;

import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.registry.Manifest;
import io.fovea.serving.Answer;
import io.fovea.serving.LoadedModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The encodings of the versions that answered last. Used by one thread. */
final class PredictionEncodings {

    private static final int REMEMBERED = 64;

    private final int top;
    private final Map<Origin, Optional<PredictionEncoding>> known = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Origin, Optional<PredictionEncoding>> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Origin(String pipeline, Manifest manifest) {

        /** A manifest's own hash would go through all of it. */
        @Override
        public int hashCode() {
            return pipeline.hashCode() + 31 * System.identityHashCode(manifest);
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Origin origin && origin.manifest == manifest && origin.pipeline.equals(pipeline);
        }
    }

    /** @param top classes that a prediction lists at most */
    PredictionEncodings(int top) {
        this.top = top;
    }

    /** Empty where the answer is no classes. */
    Optional<PredictionEncoding> of(Answer answer) {
        var origin = new Origin(answer.pipeline().name(), answer.model().manifest());
        return known.computeIfAbsent(origin, seen -> encoding(seen, answer.model()));
    }

    private Optional<PredictionEncoding> encoding(Origin origin, LoadedModel model) {
        int classes = origin.manifest().labels().size();
        long outputs = model.output().shape().stream().reduce(1L, Math::multiplyExact);
        if (classes == 0 || SequenceHeads.of(Math.toIntExact(outputs), classes).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new PredictionEncoding(
                origin.pipeline(), origin.manifest(), PredictionRecords.PROBABILITIES, model.output(), top));
    }
}
