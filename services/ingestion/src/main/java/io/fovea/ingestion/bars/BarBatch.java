package io.fovea.ingestion.bars;

import io.fovea.ingestion.publishing.BarLetter;
import io.fovea.proto.market.v1.Bar;
import java.util.List;

/**
 * What a request or a feed's messages hold: bars, and what is none.
 *
 * @param rejected for the one who sent it
 * @param letters of what was refused, to be kept
 */
public record BarBatch(List<Bar> bars, List<RejectedBar> rejected, List<BarLetter> letters) {
    public BarBatch {
        bars = List.copyOf(bars);
        rejected = List.copyOf(rejected);
        letters = List.copyOf(letters);
    }

    static BarBatch of(Bar bar) {
        return new BarBatch(List.of(bar), List.of(), List.of());
    }

    static BarBatch of(BarLetter letter) {
        return new BarBatch(List.of(), List.of(), List.of(letter));
    }

    /** One after the other; what was rejected has no place in it. */
    static BarBatch joined(List<BarBatch> pieces) {
        return new BarBatch(
                pieces.stream().flatMap(piece -> piece.bars().stream()).toList(),
                List.of(),
                pieces.stream().flatMap(piece -> piece.letters().stream()).toList());
    }
}
