package io.fovea.trainer.training;

import io.fovea.cnn.sequences.ProbableSequence;
import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.evaluation.drift.ModelAnswer;
import io.fovea.pipeline.PipelineSpec;
import java.util.Optional;

/** What a pipeline's network says by its logits: a class, or a sequence of them. */
final class LogitReader {

    private final int classes;
    private final Optional<SequenceHeads> heads;

    LogitReader(PipelineSpec pipeline) {
        this.classes = pipeline.model().classes().size();
        this.heads = pipeline.sequence().map(sequence -> new SequenceHeads(classes, sequence.longest()));
    }

    /** How many it can predict: classes, or lengths. */
    int predictable() {
        return heads.map(SequenceHeads::longest).orElse(classes);
    }

    /** @param logits of one example */
    ModelAnswer answer(float[] logits) {
        if (heads.isEmpty()) {
            softmax(logits, 0, classes);
            return ModelAnswer.ofClasses(logits);
        }
        SequenceHeads all = heads.get();
        softmax(logits, 0, all.longest());
        for (int place = 0; place < all.longest(); place++) {
            softmax(logits, all.begin(place), classes);
        }
        ProbableSequence best = all.best(logits, 1).get(0);
        return ModelAnswer.ofSequence(all.present(logits), best.classes().size(), best.probability());
    }

    /** In place. */
    private static void softmax(float[] logits, int from, int count) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = from; i < from + count; i++) {
            largest = Math.max(largest, logits[i]);
        }
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            logits[i] = (float) Math.exp(logits[i] - largest);
            sum += logits[i];
        }
        for (int i = from; i < from + count; i++) {
            logits[i] /= (float) sum;
        }
    }
}
