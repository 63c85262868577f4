package io.fovea.cnn.explain;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import org.jspecify.annotations.Nullable;

/** Words on pictures, in the machine's sans-serif; a machine without fonts draws the pictures without words. */
final class Labels {
    static final Color INK = new Color(0x202124);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 13);
    private static final Font CAPTION = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
    private static final @Nullable FontMetrics TITLE_METRICS = metrics(TITLE);
    private static final @Nullable FontMetrics CAPTION_METRICS = metrics(CAPTION);

    private Labels() {}

    /** Pixels that a caption takes from side to side. */
    static int width(String caption) {
        return CAPTION_METRICS == null ? 0 : CAPTION_METRICS.stringWidth(caption);
    }

    static int titleWidth(String title) {
        return TITLE_METRICS == null ? 0 : TITLE_METRICS.stringWidth(title);
    }

    static void title(Graphics2D graphics, String text, int x, int baseline) {
        draw(graphics, TITLE_METRICS, text, x, baseline);
    }

    static void caption(Graphics2D graphics, String text, int x, int baseline) {
        draw(graphics, CAPTION_METRICS, text, x, baseline);
    }

    /** The caption, or its beginning where it is wider than this. */
    static String fitted(String caption, int pixels) {
        if (width(caption) <= pixels) {
            return caption;
        }
        int end = caption.length();
        while (end > 1 && width(caption.substring(0, end) + "…") > pixels) {
            end--;
        }
        return caption.substring(0, end) + "…";
    }

    private static void draw(Graphics2D graphics, @Nullable FontMetrics metrics, String text, int x, int baseline) {
        if (metrics != null && !text.isEmpty()) {
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(INK);
            graphics.setFont(metrics.getFont());
            graphics.drawString(text, x, baseline);
        }
    }

    private static @Nullable FontMetrics metrics(Font font) {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            return graphics.getFontMetrics(font);
        } catch (RuntimeException | LinkageError | InternalError e) { // what a JDK throws where fontconfig finds none
            return null;
        } finally {
            graphics.dispose();
        }
    }
}
