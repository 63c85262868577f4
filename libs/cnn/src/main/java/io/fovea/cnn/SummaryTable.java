package io.fovea.cnn;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A table with the lines, widths and breaks of the library Rich, which Keras prints with. */
final class SummaryTable {
    private static final Pattern WORD = Pattern.compile("\\s*\\S+\\s*");

    /** Where a column's text stands. */
    enum Side {
        LEFT,
        RIGHT,
        CENTER
    }

    /**
     * A column.
     *
     * @param end where it ends, as a share of the line
     */
    record Column(String title, Side side, double end) {}

    private final List<Column> columns;
    private final int[] widths;
    private final StringBuilder text = new StringBuilder();

    SummaryTable(List<Column> columns, int lineLength) {
        this.columns = columns;
        this.widths = widths(columns, lineLength);
        rule("┏━", "━┳━", "━┓");
        row(columns.stream().map(Column::title).toList(), "┃");
        rule("┡━", "━╇━", "━┩");
    }

    /** Adds a row and, before it, a line where it is not the first. */
    void add(List<String> cells, boolean first) {
        if (!first) {
            rule("├─", "─┼─", "─┤");
        }
        row(cells, "│");
    }

    String closed() {
        rule("└─", "─┴─", "─┘");
        return text.toString();
    }

    /** Of what stands in the columns: their shares of the line, less what the frame takes from each in turn. */
    private static int[] widths(List<Column> columns, int lineLength) {
        int[] widths = new int[columns.size()];
        int before = 0;
        for (int i = 0; i < widths.length; i++) {
            widths[i] = (int) (columns.get(i).end() * lineLength) - before;
            before += widths[i];
        }
        int excess = before + 3 * widths.length + 1 - lineLength;
        for (int i = 0; i < widths.length; i++) {
            int share = (int) Math.rint((double) excess / (widths.length - i));
            widths[i] -= share;
            excess -= share;
        }
        return widths;
    }

    private void rule(String left, String middle, String right) {
        List<String> parts = new ArrayList<>();
        for (int width : widths) {
            parts.add(left.substring(1).repeat(width));
        }
        text.append(left).append(String.join(middle, parts)).append(right).append(System.lineSeparator());
    }

    private void row(List<String> cells, String bar) {
        List<List<String>> wrapped = new ArrayList<>();
        int height = 1;
        for (int i = 0; i < widths.length; i++) {
            wrapped.add(wrapped(cells.get(i), widths[i]));
            height = Math.max(height, wrapped.get(i).size());
        }
        for (int line = 0; line < height; line++) {
            for (int i = 0; i < widths.length; i++) {
                String cell = line < wrapped.get(i).size() ? wrapped.get(i).get(line) : "";
                text.append(bar).append(' ').append(placed(cell, i)).append(' ');
            }
            text.append(bar).append(System.lineSeparator());
        }
    }

    private String placed(String cell, int column) {
        int width = widths[column];
        String cut = cell.length() > width ? cell.substring(0, width - 1) + "…" : cell;
        int free = width - cut.length();
        int before = switch (columns.get(column).side()) {
            case LEFT -> 0;
            case RIGHT -> free;
            case CENTER -> free / 2;
        };
        return " ".repeat(before) + cut + " ".repeat(free - before);
    }

    /** Broken between words; a word that is longer than a line has one to itself. */
    private static List<String> wrapped(String cell, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (MatchResult word : WORD.matcher(cell).results().toList()) {
            int length = word.group().stripTrailing().length();
            if (line.length() > 0 && line.length() + length > width) {
                lines.add(line.toString().stripTrailing());
                line.setLength(0);
            }
            line.append(word.group());
        }
        lines.add(line.toString().stripTrailing());
        return lines;
    }
}
