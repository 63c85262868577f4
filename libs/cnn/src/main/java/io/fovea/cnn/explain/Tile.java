package io.fovea.cnn.explain;

import java.awt.image.BufferedImage;

/** A picture on a {@link Sheet}, with what stands below it (one line). */
public record Tile(BufferedImage image, String caption) {}
