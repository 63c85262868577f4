package io.fovea.serving;

import com.google.protobuf.ByteString;
import io.fovea.proto.inference.v1.Tensor;
import java.util.function.BooleanSupplier;

/**
 * Rows for a model, from a caller who waits for the answer; found to be what the model takes.
 *
 * @param model who was asked
 * @param anyVersion whether the version that answers may be another by then
 * @param rows at least 1
 * @param contents of the model's input, the rows one after the other
 * @param gone whether nobody waits any more; asked before the model runs
 * @param deadlineNanos by {@link System#nanoTime()}
 */
public record Call(
        ModelDescription model,
        boolean anyVersion,
        int rows,
        ByteString contents,
        BooleanSupplier gone,
        long deadlineNanos) {

    /**
     * A call with this tensor, whose first axis is the batch.
     *
     * @throws CallRefusedException with {@code INVALID} where the model cannot take it
     */
    public static Call of(
            ModelDescription model, boolean anyVersion, Tensor input, BooleanSupplier gone, long deadlineNanos) {
        int rows = InputCheck.rows(input, model.input());
        return new Call(model, anyVersion, rows, input.getRawContents(), gone, deadlineNanos);
    }

    boolean accepts(LoadedModel answering) {
        return model.isLike(answering, anyVersion);
    }

    boolean isLate() {
        return System.nanoTime() - deadlineNanos > 0;
    }
}
