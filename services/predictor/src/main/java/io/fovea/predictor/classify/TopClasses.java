package io.fovea.predictor.classify;

import com.google.protobuf.ByteString;
import io.fovea.proto.prediction.v1.ClassProbability;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** The most probable classes, best first; of equals the one with the lower index. */
public final class TopClasses {

    private TopClasses() {}

    /**
     * At most {@code count} classes.
     *
     * @param probabilities FP32 {@code [classes]}, little-endian
     * @param labels classes by index, as many as there are probabilities
     */
    public static List<ClassProbability> of(ByteString probabilities, List<String> labels, int count) {
        FloatBuffer numbers = probabilities
                .asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        return IntStream.range(0, labels.size())
                .boxed()
                .sorted(Comparator.comparing((Integer index) -> -numbers.get(index))) // stable: ties keep their order
                .limit(count)
                .map(index -> ClassProbability.newBuilder()
                        .setLabel(labels.get(index))
                        .setIndex(index)
                        .setProbability(numbers.get(index))
                        .build())
                .toList();
    }
}
