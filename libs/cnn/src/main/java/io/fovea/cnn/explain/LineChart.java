package io.fovea.cnn.explain;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Lines over epochs, with a grid of round numbers and the name of each line below. */
final class LineChart {
    private static final int WIDTH = 420;
    private static final int HEIGHT = 260;
    private static final int LEFT = 48;
    private static final int RIGHT = 12;
    private static final int TOP = 26;
    private static final int BOTTOM = 44;
    private static final Color GRID = new Color(0xe3e5e8);
    private final String title;
    private final List<Line> lines = new ArrayList<>();

    LineChart(String title) {
        this.title = title;
    }

    /** @param values one an epoch; what is no number is left out */
    void add(String name, Color colour, double... values) {
        if (Arrays.stream(values).anyMatch(Double::isFinite)) {
            lines.add(new Line(name, colour, values));
        }
    }

    BufferedImage draw() {
        BufferedImage chart = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = chart.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        Labels.title(graphics, title, LEFT, 16);
        double low = all().min().orElse(0);
        double high = all().max().orElse(1);
        double step = step((high - low) / 5);
        Axes axes = new Axes(Math.floor(low / step) * step, Math.ceil(high / step) * step, epochs());
        grid(graphics, axes, step);
        int x = LEFT;
        for (Line line : lines) {
            line.draw(graphics, axes);
            x = line.name(graphics, x);
        }
        graphics.dispose();
        return chart;
    }

    private DoubleStream all() {
        return lines.stream()
                .flatMapToDouble(line -> Arrays.stream(line.values))
                .filter(Double::isFinite);
    }

    private int epochs() {
        return lines.stream().mapToInt(line -> line.values.length).max().orElse(1);
    }

    private static void grid(Graphics2D graphics, Axes axes, double step) {
        for (int i = 0; axes.low + i * step <= axes.high + step / 2; i++) {
            double value = axes.low + i * step;
            int y = (int) Math.round(axes.y(value));
            graphics.setColor(GRID);
            graphics.drawLine(LEFT, y, WIDTH - RIGHT, y);
            String label = String.format(Locale.ROOT, step < 0.01 ? "%.3f" : step < 0.1 ? "%.2f" : "%.1f", value);
            Labels.caption(graphics, label, LEFT - 6 - Labels.width(label), y + 4);
        }
        int each = Math.max(1, (int) Math.ceil(step(axes.epochs / 8.0)));
        for (int epoch = each; epoch <= axes.epochs; epoch += each) {
            String label = Integer.toString(epoch);
            Labels.caption(graphics, label, (int) axes.x(epoch - 1) - Labels.width(label) / 2, HEIGHT - BOTTOM + 16);
        }
    }

    /** The next 1, 2 or 5 times a power of ten. */
    private static double step(double atLeast) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(atLeast, 1e-6))));
        double digits = atLeast / power;
        return (digits <= 1 ? 1 : digits <= 2 ? 2 : digits <= 5 ? 5 : 10) * power;
    }

    private record Axes(double low, double high, int epochs) {
        double x(int index) {
            return LEFT + (epochs < 2 ? 0.5 : (double) index / (epochs - 1)) * (WIDTH - LEFT - RIGHT);
        }

        double y(double value) {
            double share = high == low ? 0.5 : (value - low) / (high - low);
            return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM);
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // only read here
    private record Line(String name, Color colour, double[] values) {
        void draw(Graphics2D graphics, Axes axes) {
            Path2D path = new Path2D.Double();
            for (int i = 0; i < values.length; i++) {
                if (!Double.isFinite(values[i])) {
                    continue;
                }
                if (path.getCurrentPoint() == null) {
                    path.moveTo(axes.x(i), axes.y(values[i]));
                }
                path.lineTo(axes.x(i), axes.y(values[i]));
            }
            graphics.setColor(colour);
            graphics.setStroke(new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            graphics.draw(path);
            graphics.setStroke(new BasicStroke(1));
        }

        /** In the legend; gives where the next one begins. */
        int name(Graphics2D graphics, int x) {
            int y = HEIGHT - 10;
            graphics.setColor(colour);
            graphics.fillRect(x, y - 5, 16, 3);
            Labels.caption(graphics, name, x + 22, y);
            return x + 38 + Labels.width(name);
        }
    }
}
