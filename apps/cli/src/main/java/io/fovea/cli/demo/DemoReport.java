package io.fovea.cli.demo;

import io.fovea.cli.run.RunJson;
import io.fovea.cli.run.RunReport;
import io.fovea.cli.run.RunText;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Terminal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the demo came to.
 *
 * @param digits all digits
 * @param backbone 0 to 4
 * @param transfer 5 to 9
 */
public record DemoReport(RunReport digits, RunReport backbone, RunReport transfer) {

    public List<RunReport> runs() {
        return List.of(digits, backbone, transfer);
    }

    /** @param start until the platform was ready; @param total until now, the JVM's own start included */
    public Map<String, Object> asJson(Duration start, Duration total) {
        Map<String, Object> object = Json.object();
        object.put("accuracy", digits.accuracy());
        object.put("transferAccuracy", transfer.accuracy());
        object.put("ingested", digits.ingested());
        object.put("predicted", digits.predicted());
        object.put(
                "duplicates", runs().stream().mapToLong(RunReport::duplicates).sum());
        object.put(
                "deadLetters", runs().stream().mapToLong(RunReport::deadLetters).sum());
        object.put("seconds", Figures.rounded(total));
        object.put("steps", RunJson.seconds(steps(start)));
        Map<String, Object> pipelines = Json.object();
        runs().forEach(run -> pipelines.put(run.pipeline(), asJson(run)));
        object.put("pipelines", pipelines);
        return object;
    }

    /** For a person. */
    public void print(Terminal terminal, Duration start, Duration total) {
        var text = new RunText(terminal);
        for (RunReport run : List.of(digits, transfer)) {
            text.headline(run);
            text.confusion(run);
        }
        terminal.out().println();
        text.records(runs());
        terminal.out().println();
        text.times(start, runs(), total);
    }

    private Map<String, Duration> steps(Duration start) {
        var steps = new LinkedHashMap<String, Duration>();
        steps.put("start", start);
        runs().forEach(run -> run.steps().forEach((step, time) -> steps.put(run.pipeline() + " " + step, time)));
        return steps;
    }

    private static Map<String, Object> asJson(RunReport run) {
        Map<String, Object> object = RunJson.figures(run);
        object.put("accuracy", run.accuracy());
        object.put("modelVersion", run.modelVersion());
        object.put("steps", RunJson.seconds(run.steps()));
        object.put("confusion", RunJson.confusion(run));
        return object;
    }
}
