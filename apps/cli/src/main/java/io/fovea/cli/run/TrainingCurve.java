package io.fovea.cli.run;

import io.fovea.cli.client.TrainingOutcome;
import io.fovea.cli.client.TrainingProgress;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Glyphs;
import io.fovea.cli.terminal.Step;
import io.fovea.cli.terminal.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A training as one line: how far it is, its figures, and val_accuracy over the epochs as a small curve. */
final class TrainingCurve {

    private final Step step;
    private final Terminal terminal;
    private final List<Double> curve = new ArrayList<>();
    private Map<String, Double> lastEpoch = Map.of();
    private String counted = "epoch";

    TrainingCurve(Step step, Terminal terminal) {
        this.step = step;
        this.terminal = terminal;
    }

    void show(TrainingProgress progress) {
        if (progress.epochEnded()) {
            lastEpoch = progress.metrics();
            counted = progress.counted();
            value(lastEpoch).ifPresent(curve::add);
        }
        int current = Math.min(progress.epochs(), progress.epoch() + (progress.epochEnded() ? 0 : 1));
        double share = progress.epochs() == 0 ? Double.NaN : (progress.epoch() + progress.share()) / progress.epochs();
        step.show(share, "%s %d/%d%s".formatted(progress.counted(), current, progress.epochs(), figures(progress)));
    }

    String outcome(TrainingOutcome outcome, String model) {
        return "%s/%s, %s%s%s"
                .formatted(
                        model,
                        outcome.modelVersion(),
                        Figures.count(
                                Math.max(outcome.epochs(), curve.size()), counted.equals("epoch") ? "epoch" : "fold"),
                        accuracy(outcome.metrics()),
                        curve.size() < 2 ? "" : "  " + drawn(terminal.glyphs()));
    }

    /** What is drawn of it; of networks with shuffled labels nothing. */
    private static Optional<Double> value(Map<String, Double> metrics) {
        return Stream.of("val_accuracy", "accuracy", "test_ic")
                .map(metrics::get)
                .filter(Objects::nonNull)
                .findFirst();
    }

    private String figures(TrainingProgress progress) {
        return figure(progress.metrics(), "loss")
                + figure(progress.metrics(), "accuracy")
                + figure(lastEpoch, "val_accuracy")
                + figure(lastEpoch, "test_ic")
                + figure(lastEpoch, "control_ic");
    }

    private static String figure(Map<String, Double> metrics, String name) {
        Double value = metrics.get(name);
        return value == null ? "" : String.format(Locale.ENGLISH, "  %s %.3f", name, value);
    }

    /** From the worst epoch at the bottom to the best at the top. */
    private String drawn(Glyphs glyphs) {
        double low = curve.stream().mapToDouble(d -> d).min().orElse(0);
        double high = curve.stream().mapToDouble(d -> d).max().orElse(1);
        String levels = glyphs.levels();
        return curve.stream()
                .map(value -> high == low ? 0 : (int) Math.round((value - low) / (high - low) * (levels.length() - 1)))
                .map(level -> levels.substring(level, level + 1))
                .collect(Collectors.joining());
    }

    private static String accuracy(Map<String, Double> metrics) {
        return Stream.of("val_accuracy", "test_ic", "control_ic")
                .filter(metrics::containsKey)
                .map(name -> ", " + name + " " + Figures.metric(metrics.get(name)))
                .collect(Collectors.joining());
    }
}
