package io.fovea.cli;

import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Table;
import io.fovea.cli.terminal.Terminal;
import io.fovea.proto.label.v1.Quality;
import java.util.Collection;
import java.util.Map;

/** Of images whose answers are classes. */
final class ClassQuality implements QualityView {

    @Override
    public String nothingYet(String pipeline) {
        return "No label has met its prediction yet: ./fovea label %s ID=LABEL".formatted(pipeline);
    }

    @Override
    public void print(Collection<Quality> versions, Terminal terminal) {
        var table = new Table()
                .column("version")
                .number("labels")
                .number("accuracy")
                .number("+-")
                .number("probability")
                .number("calibration error")
                .column("last prediction");
        versions.forEach(quality -> table.row(
                quality.getModel() + "/" + quality.getModelVersion(),
                Figures.count(quality.getOutcomes()),
                Figures.metric(quality.getAccuracy()),
                Figures.metric(quality.getAccuracyStandardError()),
                Figures.metric(quality.getMeanProbability()),
                Figures.metric(quality.getCalibrationError()),
                LocalTimes.format(quality.getToMillis())));
        table.print(terminal);
    }

    @Override
    public Map<String, Object> json(Quality quality) {
        return QualityView.common(quality);
    }
}
