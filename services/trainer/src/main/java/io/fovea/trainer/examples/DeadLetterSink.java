package io.fovea.trainer.examples;

import java.util.List;

/** Where examples go that cannot be learned from. */
@FunctionalInterface
public interface DeadLetterSink {
    /** Returns when each of them is a dead letter, once, however often it is handed over; all are of one topic. */
    void accept(List<RejectedExample> rejected);
}
