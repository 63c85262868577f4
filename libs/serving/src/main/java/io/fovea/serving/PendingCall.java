package io.fovea.serving;

import com.google.protobuf.ByteString;
import io.fovea.serving.CallRefusedException.Reason;
import java.util.concurrent.CompletableFuture;

/** A call that waits for its answer. */
record PendingCall(Call call, CompletableFuture<CallAnswer> future, long askedAtNanos) {

    PendingCall(Call call) {
        this(call, new CompletableFuture<>(), System.nanoTime());
    }

    int rows() {
        return call.rows();
    }

    ByteString contents() {
        return call.contents();
    }

    void answer(CallAnswer answer) {
        future.complete(answer);
    }

    void refuse(CallRefusedException why) {
        future.completeExceptionally(why);
    }

    /** Whether an answer is still of use; refuses the call where it is not. */
    boolean isWanted() {
        if (call.isLate()) {
            refuse(late());
        } else if (call.gone().getAsBoolean()) {
            refuse(new CallRefusedException(Reason.CALLER_GONE, "CALLER_GONE: The caller has gone."));
        }
        return !future.isDone();
    }

    static CallRefusedException late() {
        return new CallRefusedException(
                Reason.DEADLINE_PASSED,
                "DEADLINE_PASSED: The answer was wanted earlier. Maybe the model is slower than its callers ask.");
    }
}
