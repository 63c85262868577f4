package io.fovea.cli;

import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Terminal;
import io.fovea.proto.label.v1.Quality;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What {@code fovea quality} shows of a pipeline's versions. */
interface QualityView {

    /** What to do where nothing has been joined yet. */
    String nothingYet(String pipeline);

    /** A table, and what has to be said below it. */
    void print(Collection<Quality> versions, Terminal terminal);

    /** One version. */
    Map<String, Object> json(Quality quality);

    /** What both kinds say. */
    static Map<String, Object> common(Quality quality) {
        Map<String, Object> row = Json.object();
        row.put("model", quality.getModel());
        row.put("version", quality.getModelVersion());
        row.put("labels", quality.getOutcomes());
        row.put("window", quality.getWindow());
        row.put("accuracy", number(quality.getAccuracy()));
        row.put("accuracyStandardError", number(quality.getAccuracyStandardError()));
        row.put("meanProbability", quality.getMeanProbability());
        row.put("calibrationError", quality.getCalibrationError());
        row.put("from", time(quality.getFromMillis()));
        row.put("to", time(quality.getToMillis()));
        return row;
    }

    /** Null where it is none, since JSON has no NaN. */
    static @Nullable Double number(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /** Null where there is none. */
    static @Nullable String time(long millis) {
        return millis == 0 ? null : Instant.ofEpochMilli(millis).toString();
    }
}
