package io.fovea.cnn.explain;

import io.fovea.cnn.HostTensor;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** What a layer made of an input: the input, and a map for each channel. */
public final class ActivationSheet {
    /** Maps on a sheet unless told otherwise. */
    public static final int MOST = 64;

    private static final int SIDE = 112;

    private final String layer;
    private final BufferedImage input;
    private final HostTensor maps;
    private int most = MOST;
    private Scaling scaling = Scaling.LAYER;

    /**
     * @param layer its name
     * @param input what the network saw
     * @param maps {@code [batch, rows, columns, channels]}, of which the first example is drawn
     */
    public ActivationSheet(String layer, BufferedImage input, HostTensor maps) {
        Plane.requireAxes(maps, 4);
        this.layer = layer;
        this.input = input;
        this.maps = maps;
    }

    /** How many channels are drawn at the most; {@link #MOST} by default. */
    public ActivationSheet most(int channels) {
        this.most = channels;
        return this;
    }

    /** {@link Scaling#LAYER} by default. */
    public ActivationSheet scaling(Scaling scaling) {
        this.scaling = scaling;
        return this;
    }

    /** A title with the shape, the channels' numbers, and a legend where all have one scale. */
    public BufferedImage draw() {
        List<Plane> planes = Plane.ofChannels(maps, 0, most);
        Scale common = scale(planes);
        List<Tile> tiles = new ArrayList<>();
        tiles.add(new Tile(Pictures.fitted(input, SIDE), "input"));
        for (int channel = 0; channel < planes.size(); channel++) {
            Plane plane = planes.get(channel);
            Scale scale = scaling == Scaling.LAYER ? common : scale(List.of(plane));
            tiles.add(new Tile(
                    Pictures.fitted(Pictures.mapped(plane, scale, scale.fitting()), SIDE), String.valueOf(channel)));
        }
        Sheet sheet =
                new Sheet(title(planes.size()), tiles, Math.max(4, (int) Math.ceil(Math.sqrt(1.6 * tiles.size()))));
        return (scaling == Scaling.LAYER ? sheet.legend(common.fitting(), common, "activation") : sheet).draw();
    }

    private String title(int drawn) {
        long[] shape = maps.shape();
        String which = drawn < shape[3] ? ", the first %d".formatted(drawn) : "";
        return "%s: %d maps %d×%d%s".formatted(layer, shape[3], shape[1], shape[2], which);
    }

    /** From 0 where nothing is below; else as far below 0 as above, so that 0 is white. */
    private static Scale scale(List<Plane> planes) {
        Scale scale = Scale.ofAll(planes);
        return scale.low() < 0 ? Scale.symmetric(planes) : scale;
    }
}
