package io.fovea.cli.demo;

import io.fovea.cli.client.Connection;
import io.fovea.cli.run.PipelineRun;
import io.fovea.cli.run.RunData;
import io.fovea.cli.run.RunReport;
import io.fovea.cli.terminal.Progress;
import io.fovea.cli.terminal.Terminal;
import io.fovea.datasets.Datasets;
import io.fovea.datasets.FewOfEach;
import io.fovea.datasets.ImageDataset;
import io.fovea.pipeline.PipelineSpec;
import java.nio.file.Path;

/**
 * Digits in three pipelines: LeNet-5 on all of them; a LeNet-5 that knows 0 to 4 only; and a small head on that one's frozen
 * features, which learns 5 to 9 from 100 labelled digits of each.
 */
public final class DigitsDemo {

    private static final int TRANSFER_EXAMPLES = 100;

    private final Path examples;
    private final Connection connection;
    private final Terminal terminal;

    /** @param examples the folder with the digits and the three pipeline files */
    public DigitsDemo(Path examples, Connection connection, Terminal terminal) {
        this.examples = examples;
        this.connection = connection;
        this.terminal = terminal;
    }

    public DemoReport run() {
        ImageDataset digits = Datasets.open(examples);
        return new DemoReport(
                run("digits", "LeNet-5 on all digits", digits),
                run("digits-backbone", "LeNet-5 on 0 to 4, the backbone", digits),
                run(
                        "digits-transfer",
                        "a head on the frozen backbone, 100 digits each of 5 to 9",
                        FewOfEach.of(digits, TRANSFER_EXAMPLES)));
    }

    private RunReport run(String name, String what, ImageDataset digits) {
        var progress = new Progress(terminal);
        progress.say("\n" + terminal.errInk().bold(name) + "  " + what);
        PipelineSpec pipeline = PipelineSpec.read(examples.resolve(name + ".yaml"));
        return new PipelineRun(connection, pipeline, new RunData(digits, pipeline), progress).run();
    }
}
