package io.fovea.cli.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/**
 * What ingestion says about a batch of images.
 *
 * @param accepted how many it published
 * @param duplicates how many it had already, with the same label and split
 * @param rejected those that it refused
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IngestionAnswer(long accepted, long duplicates, List<Rejected> rejected) {

    public IngestionAnswer {
        rejected = rejected == null ? List.of() : List.copyOf(rejected);
    }

    /** An image that was refused: its place in the batch, where it came from, and why. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Rejected(int index, String source, String code, String explanation) {}
}
