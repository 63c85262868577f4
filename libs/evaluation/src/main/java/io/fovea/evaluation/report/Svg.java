package io.fovea.evaluation.report;

import java.util.Locale;

/** A drawing as SVG, to stand within a page; its colours are classes of the page's style sheet. */
final class Svg {
    private final StringBuilder content = new StringBuilder();
    private final int width;
    private final int height;
    private final String title;

    /** @param title what it shows, for people who cannot see it */
    Svg(int width, int height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
    }

    Svg rect(double x, double y, double w, double h, String style, String tip) {
        add(
                "<rect x='%.1f' y='%.1f' width='%.1f' height='%.1f' class='%s'>",
                x, y, Math.max(0.5, w), Math.max(0, h), style);
        content.append("<title>").append(escape(tip)).append("</title></rect>");
        return this;
    }

    Svg line(double x1, double y1, double x2, double y2, String style) {
        add("<line x1='%.1f' y1='%.1f' x2='%.1f' y2='%.1f' class='%s'/>", x1, y1, x2, y2, style);
        return this;
    }

    Svg dot(double x, double y, double radius, String style, String tip) {
        add("<circle cx='%.1f' cy='%.1f' r='%.1f' class='%s'>", x, y, radius, style);
        content.append("<title>").append(escape(tip)).append("</title></circle>");
        return this;
    }

    /** @param anchor start, middle or end */
    Svg text(double x, double y, String anchor, String style, String text) {
        add("<text x='%.1f' y='%.1f' text-anchor='%s' class='%s'>", x, y, anchor, style);
        content.append(escape(text)).append("</text>");
        return this;
    }

    /** Through points where both coordinates are finite; a gap ends the line. */
    Svg polyline(double[] x, double[] y, String style) {
        StringBuilder path = new StringBuilder();
        boolean drawing = false;
        for (int i = 0; i < x.length; i++) {
            boolean known = Double.isFinite(x[i]) && Double.isFinite(y[i]);
            if (known) {
                path.append(String.format(Locale.ROOT, "%s%.1f %.1f", drawing ? "L" : "M", x[i], y[i]));
            }
            drawing = known;
        }
        add("<path d='%s' class='%s'/>", path, style);
        return this;
    }

    @Override
    public String toString() {
        return String.format(
                        Locale.ROOT,
                        "<svg viewBox='0 0 %d %d' width='%d' height='%d' role='img' aria-label='%s'>",
                        width,
                        height,
                        width,
                        height,
                        escape(title))
                + content + "</svg>\n";
    }

    /** Safe within an element or an attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }

    private void add(String format, Object... values) {
        content.append(String.format(Locale.ROOT, format, values));
    }
}
