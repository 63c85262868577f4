package io.fovea.predictor.inference;

import io.fovea.serving.CallRefusedException;
import io.fovea.serving.CallRefusedException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How many bytes requests may have in memory, each and all together, from before the first is read to the answer. */
public final class BodyBudget {

    private final long mostOfOne;
    private final long mostOfAll;
    private final AtomicLong inUse = new AtomicLong();

    /**
     * @param mostOfOne bytes of a body
     * @param mostOfAll bytes of all bodies at a time
     */
    public BodyBudget(long mostOfOne, long mostOfAll) {
        this.mostOfOne = mostOfOne;
        this.mostOfAll = Math.max(mostOfOne, mostOfAll);
    }

    /**
     * What is made of a body, which counts until the answer is there.
     *
     * @param length what the sender says of it, the header {@code Content-Length}; null where it says nothing
     * @throws BodyTooLargeException where it is longer than a body may be
     * @throws CallRefusedException with {@code QUEUE_FULL} where too many bytes are in memory
     */
    public <T> CompletionStage<T> hold(
            @Nullable String length, InputStream body, Function<byte[], CompletionStage<T>> answering)
            throws IOException {
        Share share = reserve(length == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(length)));
        try {
            return answering.apply(share.read(body)).whenComplete((answer, failure) -> share.release());
        } catch (IOException | RuntimeException e) {
            share.release();
            throw e;
        }
    }

    private Share reserve(OptionalLong length) {
        if (length.isPresent() && length.getAsLong() > mostOfOne) {
            throw new BodyTooLargeException(mostOfOne);
        }
        long bytes = length.orElse(mostOfOne);
        if (inUse.addAndGet(bytes) > mostOfAll) {
            inUse.addAndGet(-bytes);
            throw new CallRefusedException(
                    Reason.QUEUE_FULL, "QUEUE_FULL: Too many requests are in memory. Ask again in a moment.");
        }
        return new Share(bytes);
    }

    /** Bytes for one request. */
    private final class Share {
        private final long bytes;
        private final AtomicBoolean released = new AtomicBoolean();

        private Share(long bytes) {
            this.bytes = bytes;
        }

        /** The whole body, which is not read further than a body may be long. */
        private byte[] read(InputStream body) throws IOException {
            byte[] read = body.readNBytes(Math.toIntExact(mostOfOne + 1));
            if (read.length > mostOfOne) {
                throw new BodyTooLargeException(mostOfOne);
            }
            return read;
        }

        /** May be called again. */
        private void release() {
            if (released.compareAndSet(false, true)) {
                inUse.addAndGet(-bytes);
            }
        }
    }

    /** A body is longer than allowed. */
    public static final class BodyTooLargeException extends RuntimeException {
        private static final long serialVersionUID = 1;

        BodyTooLargeException(long most) {
            super(
                    "TOO_LARGE: A request may have %d bytes. Send fewer rows, or raise fovea.predictor.max-request-bytes."
                            .formatted(most),
                    null,
                    false,
                    false);
        }
    }
}
