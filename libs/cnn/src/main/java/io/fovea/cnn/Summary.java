package io.fovea.cnn;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.tensorflow.ndarray.Shape;

/** A model as the table that Keras prints. */
final class Summary {
    private static final List<String> TITLES = List.of("Layer (type)", "Output Shape", "Param #", "Connected to");

    private final Model model;
    private final boolean branches;

    Summary(Model model) {
        this.model = model;
        this.branches = model.layers().stream().anyMatch(Summary::joins);
    }

    @Override
    public String toString() {
        List<List<String>> rows = new ArrayList<>();
        rows.add(columns(TITLES));
        model.layers().forEach(layer -> rows.add(columns(row(layer))));
        return table(rows) + totals();
    }

    private static boolean joins(Layer layer) {
        return layer.uses() > 1 || layer.firstUse().inputs().size() > 1;
    }

    private static List<String> row(Layer layer) {
        return List.of(
                "%s (%s)".formatted(layer.name(), layer.className()),
                withBatch(layer.output().shape()),
                count(layer.parameters()),
                layer.firstUse().inputs().stream()
                        .map(input -> input.layer().name())
                        .collect(Collectors.joining(", ")));
    }

    private List<String> columns(List<String> row) {
        return branches ? row : row.subList(0, 3);
    }

    private String totals() {
        long trainable = model.trainableParameters();
        return "Total params: %s%nTrainable params: %s%nNon-trainable params: %s%n"
                .formatted(count(model.parameters()), count(trainable), count(model.parameters() - trainable));
    }

    private static String table(List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        String line = "-"
                .repeat(LongStream.range(0, widths.length)
                        .mapToInt(i -> widths[(int) i] + 3)
                        .sum());
        StringBuilder text = new StringBuilder(line).append(System.lineSeparator());
        for (int i = 0; i < rows.size(); i++) {
            text.append(padded(rows.get(i), widths)).append(System.lineSeparator());
            if (i == 0 || i == rows.size() - 1) {
                text.append(line.replace('-', '=')).append(System.lineSeparator());
            }
        }
        return text.toString();
    }

    private static String padded(List<String> row, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            line.append(String.format("%-" + (widths[column] + 3) + "s", row.get(column)));
        }
        return line.toString().stripTrailing();
    }

    private static String withBatch(Shape shape) {
        return LongStream.of(shape.asArray())
                .mapToObj(Long::toString)
                .collect(Collectors.joining(", ", "(None, ", ")"));
    }

    private static String count(long parameters) {
        return String.format(Locale.ROOT, "%,d", parameters);
    }
}
