package io.fovea.preprocessing.market;

import java.util.Set;

/** What the broker says of the partitions of a pipeline's bars, now. */
public interface BarsPartitions {

    /** Those that hold a bar, if one of an open transaction. */
    Set<Integer> withBars();

    /** Those that hold a bar that was not processed yet, or whose news was not: silence of theirs means nothing. */
    Set<Integer> behind();
}
