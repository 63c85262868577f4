package io.fovea.transforms;

import java.util.List;

/** A box in pixels of a picture; the origin is the picture's top left corner. */
public record PictureBox(double left, double top, double width, double height) {

    /** The smallest box around all of these, of which there is at least one. */
    static PictureBox around(List<PictureBox> boxes) {
        double left = boxes.stream().mapToDouble(PictureBox::left).min().orElseThrow();
        double top = boxes.stream().mapToDouble(PictureBox::top).min().orElseThrow();
        double right =
                boxes.stream().mapToDouble(box -> box.left + box.width).max().orElseThrow();
        double bottom =
                boxes.stream().mapToDouble(box -> box.top + box.height).max().orElseThrow();
        return new PictureBox(left, top, right - left, bottom - top);
    }

    /** With this share of its width and height added on each side. */
    PictureBox widened(double share) {
        return new PictureBox(
                left - share * width, top - share * height, (1 + 2 * share) * width, (1 + 2 * share) * height);
    }

    /** The whole pixels of it that a picture has, at least one each way. */
    Window in(int pictureHeight, int pictureWidth) {
        int fromX = clip(Math.floor(left), 0, pictureWidth - 1);
        int fromY = clip(Math.floor(top), 0, pictureHeight - 1);
        int toX = clip(Math.floor(left + width), fromX + 1, pictureWidth);
        int toY = clip(Math.floor(top + height), fromY + 1, pictureHeight);
        return new Window(fromY, fromX, toY - fromY, toX - fromX);
    }

    private static int clip(double value, int low, int high) {
        return Math.max(low, Math.min(high, (int) value)); // no number is 0
    }
}
