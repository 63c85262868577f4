package io.fovea.cnn.explain;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** A picture beside what the network looked at in it. */
public final class HeatMapSheet {
    private static final int SIDE = 224;
    private static final double BRIGHTEST = 0.99;

    private final String title;
    private final BufferedImage input;
    private final List<Tile> tiles = new ArrayList<>();

    /**
     * @param title such as the class and its probability
     * @param input what the network saw
     */
    public HeatMapSheet(String title, BufferedImage input) {
        this.title = title;
        this.input = Pictures.atLeast(input, SIDE);
        tiles.add(new Tile(this.input, "input"));
    }

    /** A class as a caption has room for it: of synonyms, which ImageNet's labels are lists of, the first. */
    public static String captionOf(String label) {
        int comma = label.indexOf(',');
        return comma < 1 ? label : label.substring(0, comma);
    }

    /** Adds Grad-CAM, 0 to its own highest value, over the picture. */
    public HeatMapSheet gradCam(Plane map, String caption) {
        tiles.add(new Tile(Pictures.overlay(input, map, Scale.ofAll(List.of(map))), caption));
        return this;
    }

    /** Adds saliency by itself, 0 to the value below which 99 % of the pixels lie. */
    public HeatMapSheet saliency(Plane map, String caption) {
        BufferedImage drawn = Pictures.mapped(map, Scale.upTo(map, BRIGHTEST), ColourMap.HEAT);
        tiles.add(new Tile(Pictures.atLeast(drawn, SIDE), caption));
        return this;
    }

    /** All side by side, with a legend from none to most. */
    public BufferedImage draw() {
        return new Sheet(title, tiles, tiles.size())
                .legend(ColourMap.HEAT, new Scale(0, 1), "of the highest value")
                .draw();
    }
}
