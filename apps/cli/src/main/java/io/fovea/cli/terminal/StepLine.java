package io.fovea.cli.terminal;

import java.time.Duration;

/** Draws a step as one line that never wraps: a mark, the name, what there is to say, a bar where it fits, the time. */
record StepLine(String name, Glyphs glyphs, Ink ink, int columns) {

    private static final int MARK_WIDTH = 2;
    private static final int NAME_WIDTH = 8;
    private static final int TIME_WIDTH = 9;
    private static final int WIDEST_BAR = 24;
    private static final int NARROWEST_BAR = 6;

    /** @param share from 0 to 1, or NaN where nobody knows */
    String moving(double share, String detail, Duration elapsed, int frame) {
        String spinner = glyphs.spinner();
        String mark = spinner.substring(frame % spinner.length()).substring(0, 1);
        int barWidth = Double.isNaN(share) ? 0 : Math.min(WIDEST_BAR, room() - detail.length() - 2);
        return line(ink.cyan(pad(mark, MARK_WIDTH)), barWidth < NARROWEST_BAR ? 0 : barWidth, share, detail, elapsed);
    }

    String done(String outcome, Duration elapsed) {
        return line(ink.green(pad(glyphs.done(), MARK_WIDTH)), 0, 1, outcome, elapsed);
    }

    String failed(String detail, Duration elapsed) {
        return line(ink.red(pad(glyphs.failed(), MARK_WIDTH)), 0, 0, detail, elapsed);
    }

    private String line(String mark, int barWidth, double share, String detail, Duration elapsed) {
        String bar = barWidth == 0 ? "" : bar(share, barWidth) + "  ";
        int left = room() - (barWidth == 0 ? 0 : barWidth + 2);
        String text = detail.length() <= left ? detail : detail.substring(0, Math.max(0, left - 3)) + "...";
        String time = Figures.seconds(elapsed);
        return mark
                + " "
                + ink.bold(pad(name, NAME_WIDTH))
                + " "
                + bar
                + pad(text, left)
                + ink.dim(" ".repeat(Math.max(1, TIME_WIDTH - time.length())) + time);
    }

    private String bar(double share, int width) {
        int done = (int) Math.floor(Math.max(0, Math.min(1, share)) * width);
        return ink.cyan(glyphs.barDone().repeat(done))
                + ink.dim(glyphs.barLeft().repeat(width - done));
    }

    /** For the bar and what there is to say. */
    private int room() {
        return columns - 1 - MARK_WIDTH - 1 - NAME_WIDTH - 1 - TIME_WIDTH;
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
