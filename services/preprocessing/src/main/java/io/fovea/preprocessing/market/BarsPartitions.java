package io.fovea.preprocessing.market;

import java.util.Set;

/** Which partitions of a pipeline's bars hold anything. */
@FunctionalInterface
public interface BarsPartitions {

    /** Those that hold a bar now. */
    Set<Integer> withBars();
}
