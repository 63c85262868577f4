package io.fovea.cli.terminal;

/**
 * The signs that drawings are made of.
 *
 * @param barDone one cell of a bar that is done
 * @param barLeft one cell of a bar that is not
 * @param done mark of a step that ended well
 * @param failed mark of a step that did not
 * @param nothing a count of zero in a matrix
 * @param rule what is under a table's headings
 * @param spinner what turns while nobody knows how long it takes, a frame each
 * @param levels eight signs from low to high, for a curve in one line
 */
public record Glyphs(
        String barDone,
        String barLeft,
        String done,
        String failed,
        String nothing,
        String rule,
        String spinner,
        String levels) {

    public static final Glyphs UNICODE = new Glyphs("━", "─", "✓", "✗", "·", "─", "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏", "▁▂▃▄▅▆▇█");

    public static final Glyphs ASCII = new Glyphs("=", ".", "ok", "!!", ".", "-", "|/-\\", "_.-=+*%#");
}
