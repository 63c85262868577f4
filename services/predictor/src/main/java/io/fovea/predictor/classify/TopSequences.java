package io.fovea.predictor.classify;

import com.google.protobuf.ByteString;
import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.proto.prediction.v1.SequenceProbability;
import java.nio.ByteOrder;
import java.util.List;

/** The most probable sequences of classes, best first. */
public final class TopSequences {

    private TopSequences() {}

    /**
     * At most {@code count} sequences.
     *
     * @param probabilities FP32 of all heads together, little-endian
     * @param labels classes by index
     */
    public static List<SequenceProbability> of(
            ByteString probabilities, SequenceHeads heads, List<String> labels, int count) {
        float[] numbers = new float[heads.outputs()];
        probabilities
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(numbers);
        return heads.best(numbers, count).stream()
                .map(best -> SequenceProbability.newBuilder()
                        .addAllSequence(best.classes().stream().map(labels::get).toList())
                        .setProbability(best.probability())
                        .build())
                .toList();
    }
}
