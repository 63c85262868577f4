package io.fovea.cli.run;

import io.fovea.cli.terminal.ConfusionMatrix;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reports for tests. */
public final class RunReports {

    private RunReports() {}

    public static RunReport of(String pipeline, long ingested, long predicted, double accuracy) {
        var steps = new LinkedHashMap<String, Duration>();
        steps.put("ingest", Duration.ofMillis(2000));
        steps.put("train", Duration.ofMillis(31_500));
        return new RunReport(
                pipeline,
                "c0ffee",
                7,
                pipeline,
                "1",
                "live by the pipeline's rule",
                8000,
                ingested,
                predicted,
                0,
                0,
                accuracy,
                true,
                new ConfusionMatrix(List.of("0", "1"), new long[][] {{990, 10}, {5, 995}}),
                Map.of("val_accuracy", 0.98),
                List.of(Map.of("loss", 0.4, "val_accuracy", 0.95), Map.of("loss", 0.2, "val_accuracy", 0.98)),
                steps);
    }
}
