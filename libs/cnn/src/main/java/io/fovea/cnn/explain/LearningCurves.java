package io.fovea.cnn.explain;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * A training's figures over its epochs: a chart for each, with the figure on the training examples as it came in the epoch, and that on
 * the validation examples after it.
 */
public final class LearningCurves {
    private static final String VALIDATION = "val_";
    private static final Color TRAINING_COLOUR = new Color(0x9aa0a6);
    private static final Color VALIDATION_COLOUR = new Color(0x1a5fb4);

    private LearningCurves() {}

    /**
     * The charts side by side.
     *
     * @param epochs the logs of each epoch, by Keras' names, as a {@code History} has them
     * @throws IllegalArgumentException where there is no epoch, or no figure in any
     */
    public static BufferedImage draw(String title, List<Map<String, Double>> epochs) {
        List<Tile> charts = new ArrayList<>();
        for (String figure : figures(epochs)) {
            LineChart chart = new LineChart(figure);
            chart.add("training", TRAINING_COLOUR, values(epochs, figure));
            chart.add("validation", VALIDATION_COLOUR, values(epochs, VALIDATION + figure));
            charts.add(new Tile(chart.draw(), ""));
        }
        return new Sheet(title, charts, 2).draw();
    }

    /** Loss first, then the others by name; a learning rate is no figure of merit. */
    private static List<String> figures(List<Map<String, Double>> epochs) {
        TreeSet<String> names = new TreeSet<>();
        epochs.stream().map(Map::keySet).flatMap(Collection::stream).forEach(name -> {
            if (!name.equals("learning_rate")) {
                names.add(name.startsWith(VALIDATION) ? name.substring(VALIDATION.length()) : name);
            }
        });
        List<String> ordered = new ArrayList<>(names);
        if (ordered.remove("loss")) {
            ordered.add(0, "loss");
        }
        return ordered;
    }

    private static double[] values(List<Map<String, Double>> epochs, String name) {
        return epochs.stream()
                .mapToDouble(epoch -> epoch.getOrDefault(name, Double.NaN))
                .toArray();
    }
}
