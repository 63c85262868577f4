package io.fovea.ingestion.bars;

import io.fovea.proto.market.v1.Bar;
import java.util.List;

/** What a request holds: bars, and what is none. */
public record BarBatch(List<Bar> bars, List<RejectedBar> rejected) {
    public BarBatch {
        bars = List.copyOf(bars);
        rejected = List.copyOf(rejected);
    }
}
