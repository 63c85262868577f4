package io.fovea.cli.run;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Figures;
import io.fovea.cnn.explain.LearningCurves;
import io.fovea.cnn.explain.Pictures;
import java.io.IOException;
import java.nio.file.Path;

/** A run's learning curves as a PNG. */
public final class Curves {

    private Curves() {}

    /** Draws them; of a training without epochs, nothing. */
    public static void write(RunReport report, Path file) {
        if (report.history().isEmpty()) {
            return;
        }
        String title = "%s, accuracy %s on the %s"
                .formatted(
                        report.pipeline(),
                        Figures.metric(report.accuracy()),
                        report.tested() ? "test images" : "validation split");
        try {
            Pictures.writePng(LearningCurves.draw(title, report.history()), file);
        } catch (IOException e) {
            throw new CommandFailure("The curves cannot be written to %s: %s.".formatted(file, e.getMessage()), e);
        }
    }
}
