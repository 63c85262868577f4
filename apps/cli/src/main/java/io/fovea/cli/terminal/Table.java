package io.fovea.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Rows under headings, columns aligned, two spaces apart. */
public final class Table {

    private static final String GAP = "  ";

    private final List<String> headings = new ArrayList<>();
    private final List<Boolean> right = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();

    /** Adds a column of words. */
    public Table column(String heading) {
        headings.add(heading);
        right.add(false);
        return this;
    }

    /** Adds a column of numbers, which end at its right edge. */
    public Table number(String heading) {
        headings.add(heading);
        right.add(true);
        return this;
    }

    /** @throws IllegalArgumentException when there are more or fewer cells than columns */
    public Table row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException(
                    "Expected %d cells, received %d.".formatted(headings.size(), cells.length));
        }
        rows.add(java.util.Arrays.stream(cells).map(String::valueOf).toList());
        return this;
    }

    /** The lines, headings first; every line without trailing blanks. */
    public List<String> lines(Ink ink, Glyphs glyphs) {
        List<Integer> widths = widths();
        var lines = new ArrayList<String>();
        lines.add(ink.bold(line(headings, widths)));
        lines.add(ink.dim(rule(widths, glyphs)));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    /** Writes the table to {@code terminal}'s out. */
    public void print(Terminal terminal) {
        lines(terminal.outInk(), terminal.glyphs()).forEach(terminal.out()::println);
    }

    private String rule(List<Integer> widths, Glyphs glyphs) {
        var cells = new ArrayList<String>();
        for (int column = 0; column < widths.size(); column++) {
            cells.add(headings.get(column).isEmpty() ? "" : glyphs.rule().repeat(widths.get(column)));
        }
        return String.join(GAP, cells).stripTrailing();
    }

    private List<Integer> widths() {
        var widths = new ArrayList<Integer>();
        for (int column = 0; column < headings.size(); column++) {
            int widest = headings.get(column).length();
            for (List<String> row : rows) {
                widest = Math.max(widest, row.get(column).length());
            }
            widths.add(widest);
        }
        return widths;
    }

    private String line(List<String> cells, List<Integer> widths) {
        var line = new StringBuilder();
        for (int column = 0; column < cells.size(); column++) {
            String padding = " ".repeat(widths.get(column) - cells.get(column).length());
            line.append(column == 0 ? "" : GAP)
                    .append(right.get(column) ? padding + cells.get(column) : cells.get(column) + padding);
        }
        return line.toString().stripTrailing();
    }
}
