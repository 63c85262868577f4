package io.fovea.cnn.explain;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Pictures in a grid on white, with a title above, captions, and a legend of the colours below. */
public final class Sheet {
    private static final int MARGIN = 12;
    private static final int GAP = 8;
    private static final int TITLE_HEIGHT = 24;
    private static final int CAPTION_HEIGHT = 16;
    private static final int BAR_WIDTH = 160;
    private static final int BAR_HEIGHT = 10;
    private static final int LEGEND_HEIGHT = 22;
    private static final Color FRAME = new Color(0xb8bcc2);

    private final String title;
    private final List<Tile> tiles;
    private final int columns;
    private @Nullable Legend legend;

    /** @param columns pictures in a row */
    public Sheet(String title, List<Tile> tiles, int columns) {
        if (tiles.isEmpty() || columns < 1) {
            throw new IllegalArgumentException(
                    "Expected pictures and columns, received %d and %d.".formatted(tiles.size(), columns));
        }
        this.title = title;
        this.tiles = List.copyOf(tiles);
        this.columns = Math.min(columns, tiles.size());
    }

    /** Adds a bar of the colours with the numbers at its ends. */
    public Sheet legend(ColourMap colours, Scale scale, String meaning) {
        this.legend = new Legend(colours, scale, meaning);
        return this;
    }

    /** The whole sheet, as wide as its widest row. */
    public BufferedImage draw() {
        int rows = (tiles.size() + columns - 1) / columns;
        int cellWidth =
                tiles.stream().mapToInt(tile -> tile.image().getWidth()).max().orElseThrow();
        int cellHeight =
                tiles.stream().mapToInt(tile -> tile.image().getHeight()).max().orElseThrow();
        int captionHeight = tiles.stream().allMatch(tile -> tile.caption().isEmpty()) ? 0 : CAPTION_HEIGHT;
        int titleHeight = title.isEmpty() ? 0 : TITLE_HEIGHT;
        int grid = columns * (cellWidth + GAP) - GAP;
        int width = Math.max(Math.max(grid, Labels.titleWidth(title)), legend == null ? 0 : legend.width());
        int bottom = MARGIN + titleHeight + rows * (cellHeight + captionHeight + GAP) - GAP;
        BufferedImage sheet = new BufferedImage(
                width + 2 * MARGIN, bottom + (legend == null ? 0 : LEGEND_HEIGHT) + MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        Labels.title(graphics, title, MARGIN, MARGIN + 12);
        for (int i = 0; i < tiles.size(); i++) {
            int x = MARGIN + i % columns * (cellWidth + GAP);
            int y = MARGIN + titleHeight + i / columns * (cellHeight + captionHeight + GAP);
            draw(graphics, tiles.get(i), x, y, cellWidth);
        }
        if (legend != null) {
            legend.draw(graphics, MARGIN, bottom + LEGEND_HEIGHT - BAR_HEIGHT);
        }
        graphics.dispose();
        return sheet;
    }

    private static void draw(Graphics2D graphics, Tile tile, int x, int y, int cellWidth) {
        BufferedImage image = tile.image();
        graphics.drawImage(image, x, y, null);
        graphics.setColor(FRAME);
        graphics.drawRect(x - 1, y - 1, image.getWidth() + 1, image.getHeight() + 1);
        Labels.caption(graphics, Labels.fitted(tile.caption(), cellWidth), x, y + image.getHeight() + 13);
    }

    private record Legend(ColourMap colours, Scale scale, String meaning) {
        int width() {
            return Labels.width(low()) + BAR_WIDTH + Labels.width(high() + meaning) + 3 * GAP;
        }

        void draw(Graphics2D graphics, int left, int y) {
            int baseline = y + BAR_HEIGHT - 1;
            Labels.caption(graphics, low(), left, baseline);
            int x = left + Labels.width(low()) + GAP;
            for (int i = 0; i < BAR_WIDTH; i++) {
                graphics.setColor(new Color(colours.rgb(i / (BAR_WIDTH - 1.0))));
                graphics.fillRect(x + i, y, 1, BAR_HEIGHT);
            }
            graphics.setColor(FRAME);
            graphics.drawRect(x - 1, y - 1, BAR_WIDTH + 1, BAR_HEIGHT + 1);
            Labels.caption(graphics, high(), x + BAR_WIDTH + GAP, baseline);
            Labels.caption(graphics, meaning, x + BAR_WIDTH + 2 * GAP + Labels.width(high()), baseline);
        }

        private String low() {
            return number(scale.low());
        }

        private String high() {
            return number(scale.high());
        }

        private static String number(double value) {
            return value == 0 ? "0" : String.format(Locale.ROOT, "%.3g", value);
        }
    }
}
