package io.fovea.cli.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How often each class was answered for each actual class.
 *
 * @param labels names of the classes
 * @param counts {@code [actual][answered]}
 */
public record ConfusionMatrix(List<String> labels, long[][] counts) {

    private static final int WIDEST = 20;

    public ConfusionMatrix {
        labels = List.copyOf(labels);
        counts = java.util.Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
    }

    /** The share of answers that are right; NaN without any. */
    public double accuracy() {
        long right = 0;
        long all = 0;
        for (int actual = 0; actual < counts.length; actual++) {
            right += counts[actual][actual];
            all += total(actual);
        }
        return all == 0 ? Double.NaN : (double) right / all;
    }

    /** The share of {@code actual}'s images that were answered so; NaN without any. */
    public double recall(int actual) {
        long all = total(actual);
        return all == 0 ? Double.NaN : (double) counts[actual][actual] / all;
    }

    /** The matrix for a terminal, or for many classes only what was confused most. */
    public List<String> lines(Ink ink, Glyphs glyphs) {
        return labels.size() <= WIDEST ? drawn(ink, glyphs) : mostConfused(ink, 10);
    }

    private List<String> drawn(Ink ink, Glyphs glyphs) {
        int width = cellWidth();
        int labelWidth =
                Math.max(6, labels.stream().mapToInt(String::length).max().orElse(0));
        var lines = new ArrayList<String>();
        var heading = new StringBuilder(left("actual", labelWidth)).append(" ");
        labels.forEach(label -> heading.append(right(label, width)));
        lines.add(ink.bold(heading + right("recall", 9)));
        for (int actual = 0; actual < labels.size(); actual++) {
            lines.add(row(actual, width, labelWidth, ink, glyphs));
        }
        return lines;
    }

    private String row(int actual, int width, int labelWidth, Ink ink, Glyphs glyphs) {
        var line = new StringBuilder(ink.bold(left(labels.get(actual), labelWidth))).append(" ");
        for (int answered = 0; answered < labels.size(); answered++) {
            long count = counts[actual][answered];
            String cell = right(count == 0 ? glyphs.nothing() : Figures.count(count), width);
            if (actual == answered) {
                line.append(ink.green(cell));
            } else {
                line.append(count == 0 ? ink.dim(cell) : ink.red(cell));
            }
        }
        return line + right(Figures.percent(recall(actual)), 9);
    }

    private List<String> mostConfused(Ink ink, int most) {
        record Confusion(int actual, int answered, long count) {}
        var confusions = new ArrayList<Confusion>();
        for (int actual = 0; actual < labels.size(); actual++) {
            for (int answered = 0; answered < labels.size(); answered++) {
                if (actual != answered && counts[actual][answered] > 0) {
                    confusions.add(new Confusion(actual, answered, counts[actual][answered]));
                }
            }
        }
        confusions.sort(Comparator.comparingLong(Confusion::count).reversed());
        var table = new Table().column("actual").column("answered").number("times");
        confusions.stream()
                .limit(most)
                .forEach(c -> table.row(labels.get(c.actual), labels.get(c.answered), Figures.count(c.count)));
        return table.lines(ink, Glyphs.ASCII);
    }

    private long total(int actual) {
        return java.util.Arrays.stream(counts[actual]).sum();
    }

    private int cellWidth() {
        int widest = labels.stream().mapToInt(String::length).max().orElse(1);
        for (long[] row : counts) {
            for (long count : row) {
                widest = Math.max(widest, Figures.count(count).length());
            }
        }
        return widest + 2;
    }

    private static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - text.length())) + text;
    }
}
