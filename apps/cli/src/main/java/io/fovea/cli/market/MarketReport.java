package io.fovea.cli.market;

import io.fovea.evaluation.report.EvaluationReport;
import io.fovea.proto.prediction.v1.Prediction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run of a market pipeline came to.
 *
 * @param bars taken in, those included that were there already
 * @param refused bars that are none
 * @param signals predictions in all
 * @param inSample those of them whose model has learned from what came after them
 * @param newest those of the newest period, best first
 * @param walkForward file of what each fold's own network said of its test windows
 * @param steps time by step, in order
 */
public record MarketReport(
        String pipeline,
        String model,
        String modelVersion,
        String promotion,
        long bars,
        long refused,
        long signals,
        long inSample,
        List<Prediction> newest,
        EvaluationReport evaluation,
        Optional<Path> walkForward,
        Map<String, Duration> steps) {

    public MarketReport {
        newest = List.copyOf(newest);
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
    }
}
