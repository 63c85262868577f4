package io.fovea.predictor.classify;

import com.google.protobuf.ByteString;
import io.fovea.proto.prediction.v1.ClassProbability;
import java.nio.ByteOrder;
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
        float[] numbers = numbers(probabilities);
        return Arrays.stream(indices(numbers, Math.min(count, labels.size())))
                .mapToObj(index -> ClassProbability.newBuilder()
                        .setLabel(labels.get(index))
                        .setIndex(index)
                        .setProbability(numbers[index])
                        .build())
                .toList();
    }

    /** The elements of an FP32 tensor's contents. */
    public static float[] numbers(ByteString contents) {
        float[] numbers = new float[contents.size() / Float.BYTES];
        contents.asReadOnlyByteBuffer()
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(numbers);
        return numbers;
    }

    /**
     * Indices of the most probable classes. Each class finds its place among those before it; most of many find none.
     *
     * @param count at most as many as there are classes
     */
    public static int[] indices(float[] probabilities, int count) {
        int[] best = new int[count];
        for (int index = 0; index < probabilities.length; index++) {
            int place = Math.min(index, count);
            while (place > 0 && probabilities[index] > probabilities[best[place - 1]]) {
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
