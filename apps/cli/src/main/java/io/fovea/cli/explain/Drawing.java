package io.fovea.cli.explain;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;

/**
 * What a look into a network found.
 *
 * @param picture to be written as a PNG
 * @param facts for {@code --json}, in order
 * @param lines the same for people
 */
public record Drawing(BufferedImage picture, Map<String, Object> facts, List<String> lines) {}
