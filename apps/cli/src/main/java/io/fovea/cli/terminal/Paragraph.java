package io.fovea.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** Sentences in lines that end between words. */
public final class Paragraph {

    private Paragraph() {}

    /** Lines of at most {@code width}; a word that is longer, such as a path, has one of its own. Line ends in the text stay. */
    public static List<String> lines(String text, int width) {
        var lines = new ArrayList<String>();
        text.lines().forEach(line -> addLines(line, width, lines));
        return lines;
    }

    private static void addLines(String text, int width, List<String> lines) {
        var line = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (line.length() > 0 && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
            } else if (line.length() > 0) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
    }

    /** Writes it to {@code terminal}'s out, as wide as that is. */
    public static void print(String text, Terminal terminal) {
        lines(text, terminal.columns()).forEach(terminal.out()::println);
    }
}
