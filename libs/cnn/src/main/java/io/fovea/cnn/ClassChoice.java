package io.fovea.cnn;

import io.fovea.cnn.explain.Explanation;
import java.util.Arrays;
import java.util.Map;

/** What is asked of an {@link ExplainGraph}, and its answer. */
final class ClassChoice {
    private static final long BEST = -1;

    private ClassChoice() {}

    /**
     * As {@link ExplainGraph#wanted} takes it.
     *
     * @param chosen none for the best of each example, one for all examples, or one for each
     */
    static HostTensor of(long[] chosen, int examples, long classes) {
        if (chosen.length > 1 && chosen.length != examples) {
            throw new IllegalArgumentException(
                    "Expected a class for each of the %d examples, one for all or none, received %d."
                            .formatted(examples, chosen.length));
        }
        for (long index : chosen) {
            if (index < 0 || index >= classes) {
                throw new IllegalArgumentException(
                        "There is no class %d: the model has %d, from 0 on.".formatted(index, classes));
            }
        }
        long[] wanted = chosen.length == 0 ? new long[] {BEST} : Arrays.copyOf(chosen, chosen.length);
        return HostTensor.int64(new long[] {wanted.length}, wanted);
    }

    static Explanation answer(Map<String, HostTensor> outputs) {
        return new Explanation(
                outputs.get(ExplainGraph.CLASS),
                outputs.get(ExplainGraph.SCORE),
                outputs.get(ExplainGraph.SALIENCY),
                outputs.get(ExplainGraph.GRAD_CAM));
    }
}
