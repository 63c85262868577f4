package io.fovea.predictor.inference.grpc;

import io.fovea.predictor.inference.MalformedRequestException;
import io.fovea.serving.CallRefusedException;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Sends one caller an answer, or gRPC's status for the reason why there is none. */
record Answering<A>(StreamObserver<A> caller) {

    private static final Logger LOG = Logger.getLogger(Answering.class);

    void run(Supplier<A> answer) {
        A given;
        try {
            given = answer.get();
        } catch (RuntimeException e) {
            complete(null, e);
            return;
        }
        complete(given, null);
    }

    /** Either an answer or a failure. */
    void complete(@Nullable A answer, @Nullable Throwable failure) {
        try {
            if (answer != null) {
                caller.onNext(answer);
                caller.onCompleted();
            } else {
                caller.onError(status(failure).asRuntimeException());
            }
        } catch (RuntimeException e) { // the caller has gone in the meantime
            LOG.debugf("An answer could not be sent: %s", e.getMessage());
        }
    }

    private static Status status(@Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof CallRefusedException refused) {
            return status(refused).withDescription(refused.getMessage());
        }
        if (cause instanceof MalformedRequestException) {
            return Status.INVALID_ARGUMENT.withDescription(cause.getMessage());
        }
        LOG.error("A call of gRPC failed", cause);
        return Status.INTERNAL.withDescription("The predictor failed; its log says how.");
    }

    private static Status status(CallRefusedException refused) {
        return switch (refused.reason()) {
            case UNKNOWN_MODEL -> Status.NOT_FOUND;
            case INVALID -> Status.INVALID_ARGUMENT;
            case QUEUE_FULL -> Status.RESOURCE_EXHAUSTED;
            case DEADLINE_PASSED -> Status.DEADLINE_EXCEEDED;
            case CALLER_GONE -> Status.CANCELLED;
            case NOT_LOADED, FAILED -> Status.UNAVAILABLE;
        };
    }
}
