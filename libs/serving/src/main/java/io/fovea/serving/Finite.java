package io.fovea.serving;

import com.google.protobuf.ByteString;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;

/** Whether numbers are numbers: one NaN makes everything that is computed from it NaN, quietly. */
final class Finite {

    private Finite() {}

    /** Looks at FP32 and FP64; other datatypes have nothing but numbers. */
    static boolean isFinite(String datatype, ByteString contents) {
        ByteBuffer bytes = contents.asReadOnlyByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        return switch (datatype) {
            case "FP32" -> isFinite(bytes.asFloatBuffer());
            case "FP64" -> isFinite(bytes.asDoubleBuffer());
            default -> true;
        };
    }

    private static boolean isFinite(FloatBuffer numbers) {
        boolean finite = true;
        while (numbers.hasRemaining()) {
            finite &= Float.isFinite(numbers.get());
        }
        return finite;
    }

    private static boolean isFinite(DoubleBuffer numbers) {
        boolean finite = true;
        while (numbers.hasRemaining()) {
            finite &= Double.isFinite(numbers.get());
        }
        return finite;
    }
}
