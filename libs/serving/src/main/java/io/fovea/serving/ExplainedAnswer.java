package io.fovea.serving;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.explain.Explanation;
import io.fovea.serving.CallRefusedException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * What a model answered to one row, and why.
 *
 * @param output batch axis of 1 first
 * @param explanation of the class with the highest score
 */
public record ExplainedAnswer(ModelDescription model, HostTensor output, Explanation explanation) {

    /** @param answering null where there is none */
    static ExplainedAnswer of(ModelDescription asked, @Nullable LoadedModel answering, HostTensor row) {
        if (answering == null || !asked.isLike(answering, false)) {
            throw CallRefusedException.gone();
        }
        try {
            return new ExplainedAnswer(asked, answering.run(row), answering.explain(row));
        } catch (UnsupportedOperationException e) {
            throw new CallRefusedException(Reason.INVALID, "NOT_EXPLAINABLE: " + e.getMessage());
        } catch (RuntimeException e) {
            throw new CallRefusedException(Reason.FAILED, "INFERENCE_FAILED: " + e.getMessage());
        }
    }
}
