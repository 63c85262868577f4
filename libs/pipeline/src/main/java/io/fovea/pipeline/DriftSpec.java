package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * How what comes in is compared with what was trained on.
 *
 * @param window examples of a comparison; of a market's pipeline, periods
 * @param stability the population stability index above which there is drift
 * @param significance of one comparison: the share of them that finds drift where there is none
 * @param retrain when it asks for a training; without it it does not
 */
public record DriftSpec(int window, double stability, double significance, Optional<RetrainSpec> retrain) {

    /** The window where a file names none. */
    public static int defaultWindow(boolean isMarket) {
        return isMarket ? 10 : 1_000;
    }

    static DriftSpec of(JsonNode drift, boolean isMarket) {
        return new DriftSpec(
                drift.path("window").asInt(defaultWindow(isMarket)),
                drift.path("stability").asDouble(0.2),
                drift.path("significance").asDouble(isMarket ? 0.05 : 0.01),
                Optional.ofNullable(drift.get("retrain"))
                        .map(retrain -> new RetrainSpec(
                                retrain.path("after").asInt(3),
                                MarketReader.duration(retrain.path("pause").asText("1h")))));
    }
}
