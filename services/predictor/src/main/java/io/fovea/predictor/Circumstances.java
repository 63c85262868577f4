package io.fovea.predictor;

import com.google.protobuf.CodedOutputStream;
import io.fovea.proto.prediction.v1.Prediction;
import java.io.IOException;

/**
 * When it was asked, answered, and at what cost.
 *
 * @param inferenceNanos of the whole batch
 */
record Circumstances(long eventTimeMillis, long predictedAtMillis, long inferenceNanos, int batchSize) {

    /** Bytes that it takes in a prediction. */
    int size() {
        return size(Prediction.EVENT_TIME_MILLIS_FIELD_NUMBER, eventTimeMillis)
                + size(Prediction.PREDICTED_AT_MILLIS_FIELD_NUMBER, predictedAtMillis)
                + size(Prediction.INFERENCE_NANOS_FIELD_NUMBER, inferenceNanos)
                + size(Prediction.BATCH_SIZE_FIELD_NUMBER, batchSize);
    }

    void write(CodedOutputStream out) throws IOException {
        write(out, Prediction.EVENT_TIME_MILLIS_FIELD_NUMBER, eventTimeMillis);
        write(out, Prediction.PREDICTED_AT_MILLIS_FIELD_NUMBER, predictedAtMillis);
        write(out, Prediction.INFERENCE_NANOS_FIELD_NUMBER, inferenceNanos);
        write(out, Prediction.BATCH_SIZE_FIELD_NUMBER, batchSize);
    }

    /** Of a number that is left out where it is 0, as protobuf does. */
    private static int size(int field, long number) {
        return number == 0 ? 0 : CodedOutputStream.computeInt64Size(field, number);
    }

    private static void write(CodedOutputStream out, int field, long number) throws IOException {
        if (number != 0) {
            out.writeInt64(field, number);
        }
    }
}
