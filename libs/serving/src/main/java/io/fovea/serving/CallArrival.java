package io.fovea.serving;

import java.util.concurrent.CompletionStage;

/** A call whose request has come in and is being read: a batch may wait for it. For one thread; close it in any case. */
public final class CallArrival implements AutoCloseable {

    private final DynamicBatcher batcher;
    private boolean over;

    CallArrival(DynamicBatcher batcher) {
        this.batcher = batcher;
    }

    /** The answer, or a {@link CallRefusedException}; at the latest at the call's deadline. To be asked once. */
    public CompletionStage<CallAnswer> ask(Call call) {
        if (over) {
            throw new IllegalStateException("This call has been asked, or closed.");
        }
        over = true;
        return batcher.ask(call);
    }

    /** Nothing is to be asked any more. */
    @Override
    public void close() {
        if (!over) {
            over = true;
            batcher.cancel();
        }
    }
}
