package io.fovea.predictor.classify;

import com.google.protobuf.ByteString;
import io.fovea.proto.prediction.v1.ClassProbability;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

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
        return Arrays.stream(best(numbers, Math.min(count, labels.size()), labels.size()))
                .mapToObj(index -> ClassProbability.newBuilder()
                        .setLabel(labels.get(index))
                        .setIndex(index)
                        .setProbability(numbers.get(index))
                        .build())
                .toList();
    }

    /** Each class finds its place among those before it; most of many find none. */
    private static int[] best(FloatBuffer numbers, int count, int classes) {
        int[] best = new int[count];
        for (int index = 0; index < classes; index++) {
            int place = Math.min(index, count);
            while (place > 0 && numbers.get(index) > numbers.get(best[place - 1])) {
                place--;
            }
            if (place < count) {
                System.arraycopy(best, place, best, place + 1, Math.min(index, count - 1) - place);
                best[place] = index;
            }
        }
        return best;
    }
}
