package io.fovea.cli;

import io.fovea.cli.client.BarUpload;
import io.fovea.cli.client.IngestionClient;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Step;
import io.fovea.cli.terminal.Terminal;
import io.fovea.datasets.BarFiles;
import io.fovea.pipeline.BarsInput;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** Takes files of bars in. */
final class BarsIngest {

    private static final int SHOWN = 5;

    private final Terminal terminal;
    private final boolean json;

    BarsIngest(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    /** @return the command's exit code */
    int run(String pipeline, BarsInput input, List<Path> paths, OptionalDouble pace, IngestionClient ingestion) {
        BarFiles files = BarFiles.open(paths, input);
        BarUpload upload;
        try (Step step = new Progress(terminal).step("ingest")) {
            long rows = files.count();
            upload = new BarUpload(ingestion, pipeline, pace, sent -> step.count(sent, rows, "bars")).send(files);
            step.done("%s taken in, %s already there, %s refused, %s bars/s"
                    .formatted(
                            Figures.count(upload.accepted(), "bar"),
                            Figures.count(upload.duplicates()),
                            Figures.count(upload.rejected()),
                            Figures.count(
                                    rows * 1_000 / Math.max(1, step.elapsed().toMillis()))));
        }
        if (json) {
            terminal.out().println(Json.pretty(asJson(pipeline, upload)));
        }
        upload.refusals().stream()
                .limit(SHOWN)
                .forEach(refusal -> terminal.err().println("  refused: " + refusal));
        if (upload.rejected() > SHOWN) {
            terminal.err().println("  refused: " + Figures.count(upload.rejected() - SHOWN) + " more");
        }
        return upload.accepted() + upload.duplicates() == 0 ? 1 : 0;
    }

    private static Map<String, Object> asJson(String pipeline, BarUpload upload) {
        Map<String, Object> object = Json.object();
        object.put("pipeline", pipeline);
        object.put("accepted", upload.accepted());
        object.put("duplicates", upload.duplicates());
        object.put("rejected", upload.rejected());
        object.put("rejections", upload.refusals());
        return object;
    }
}
