package io.fovea.cli.market;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cli.run.RunJson;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.evaluation.report.ReportJson;
import io.fovea.proto.prediction.v1.Prediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A run of a market pipeline as JSON; {@code evaluation} is what {@code fovea report --json} prints. */
public final class MarketJson {
    private MarketJson() {}

    public static Map<String, Object> of(MarketReport report, Duration total) {
        Map<String, Object> object = Json.object();
        object.put("pipeline", report.pipeline());
        object.put("model", report.model());
        object.put("modelVersion", report.modelVersion());
        object.put("promotion", report.promotion());
        object.put("bars", report.bars());
        object.put("refused", report.refused());
        object.put("signals", report.signals());
        object.put("inSample", report.inSample());
        object.put("newest", report.newest().stream().map(MarketJson::signal).toList());
        object.put("seconds", Figures.rounded(total));
        object.put("steps", RunJson.seconds(report.steps()));
        object.put("evaluation", evaluation(report));
        return object;
    }

    private static Object evaluation(MarketReport report) {
        try {
            return new ObjectMapper().readValue(ReportJson.write(report.evaluation()), Map.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> signal(Prediction prediction) {
        Map<String, Object> object = Json.object();
        object.put("instrument", prediction.getSignal().getInstrument());
        object.put(
                "periodEnd",
                Instant.ofEpochMilli(prediction.getSignal().getPeriodEndMillis())
                        .toString());
        object.put("score", prediction.getSignal().getScore());
        object.put("rank", prediction.getSignal().getRank());
        object.put("quantile", prediction.getSignal().getQuantile());
        object.put("inSample", prediction.getSignal().getInSample());
        return object;
    }
}
