package io.fovea.ingestion.publishing;

import io.fovea.messaging.Rejection;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What came as a bar and is none; it becomes a dead letter.
 *
 * @param instrument where it says one
 * @param value what came: a {@code Bar}, or a text of a feed, of which the first 512 KiB are kept
 * @param why what is wrong with it
 */
public record BarLetter(@Nullable String instrument, byte[] value, Rejection why) {

    private static final int MOST_BYTES = 512 * 1024; // more would not fit into a record

    public BarLetter {
        value = Arrays.copyOf(value, Math.min(value.length, MOST_BYTES));
    }
}
