package io.fovea.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** What stands beside {@code train.optimizer} in a file, and its defaults. */
final class UpdateReader {

    private UpdateReader() {}

    static UpdateSpec update(JsonNode train) {
        return new UpdateSpec(
                Optional.ofNullable(train.get("clipGradients")).map(UpdateReader::clip),
                train.path("weightDecay").asDouble(0),
                Optional.ofNullable(train.get("ema"))
                        .map(ema -> ema.path("momentum").asDouble(0.99)),
                train.path("layerDecay").asDouble(1));
    }

    private static ClipSpec clip(JsonNode clip) {
        if (clip.has("value")) {
            return new ClipSpec.ByValue(clip.path("value").asDouble());
        }
        return clip.has("norm")
                ? new ClipSpec.ByNorm(clip.path("norm").asDouble())
                : new ClipSpec.ByGlobalNorm(clip.path("globalNorm").asDouble());
    }
}
