package io.fovea.cli.terminal;

import java.time.Duration;

/** Draws a step as one line that never wraps: a mark, the name, a bar, what there is to say, the time. */
record StepLine(String name, Glyphs glyphs, Ink ink, int columns) {

    private static final int NAME_WIDTH = 14;
    private static final int BAR_WIDTH = 24;
    private static final int MARK_WIDTH = 2;
    private static final int TIME_WIDTH = 12;

    /** @param share from 0 to 1, or NaN where nobody knows */
    String moving(double share, String detail, Duration elapsed, int frame) {
        String spinner = glyphs.spinner();
        String mark = spinner.substring(frame % spinner.length()).substring(0, 1);
        if (Double.isNaN(share) || columns < 70) {
            return line(ink.cyan(pad(mark, MARK_WIDTH)), "", 0, detail, elapsed);
        }
        String bar = glyphs.bar(share, BAR_WIDTH);
        int done =
                (int) bar.chars().filter(c -> c == glyphs.barDone().charAt(0)).count();
        String drawn = ink.cyan(bar.substring(0, done)) + ink.dim(bar.substring(done)) + "  ";
        return line(ink.cyan(pad(mark, MARK_WIDTH)), drawn, BAR_WIDTH + 2, detail, elapsed);
    }

    String done(String outcome, Duration elapsed) {
        return line(ink.green(pad(glyphs.done(), MARK_WIDTH)), "", 0, outcome, elapsed);
    }

    String failed(String detail, Duration elapsed) {
        return line(ink.red(pad(glyphs.failed(), MARK_WIDTH)), "", 0, detail, elapsed);
    }

    private String line(String mark, String bar, int barWidth, String detail, Duration elapsed) {
        int room = columns - 1 - MARK_WIDTH - 1 - NAME_WIDTH - 1 - barWidth - TIME_WIDTH;
        String text = detail.length() <= room ? detail : detail.substring(0, Math.max(0, room - 3)) + "...";
        String time = Figures.seconds(elapsed);
        return mark
                + " "
                + ink.bold(pad(name, NAME_WIDTH))
                + " "
                + bar
                + pad(text, room)
                + ink.dim(" ".repeat(Math.max(1, TIME_WIDTH - time.length())) + time);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
