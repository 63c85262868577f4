package io.fovea.messaging;

import java.time.Duration;

/**
 * How large a batch may become that one transaction commits. A batch is what has arrived; it waits for nothing.
 *
 * @param records at most
 * @param bytes of keys and values, at most; a larger record is a batch of its own
 * @param time after which a processor that asks {@link BatchOutput#isTimeUp()} leaves the rest to the next batch
 */
public record BatchLimits(int records, long bytes, Duration time) {

    /** As large as a poll of Kafka's consumer, however long it takes. */
    public static final BatchLimits NONE = new BatchLimits(Integer.MAX_VALUE, Long.MAX_VALUE, Duration.ofDays(1));

    public BatchLimits {
        if (records < 1 || bytes < 1 || time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException(
                    "A batch of at most %d records, %d bytes and %d ms is none; each is to be 1 or more."
                            .formatted(records, bytes, time.toMillis()));
        }
    }
}
