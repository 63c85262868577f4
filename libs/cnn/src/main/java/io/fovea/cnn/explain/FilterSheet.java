package io.fovea.cnn.explain;

import io.fovea.cnn.HostTensor;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A convolution's filters as pictures. Of three channels each filter is one picture in colours, where mid-grey is 0; of
 * other numbers each channel is one, where white is 0.
 */
public final class FilterSheet {
    private static final int SIDE = 48;
    private static final int MOST = 256;

    private final String title;
    private final float[] kernel;
    private final int rows;
    private final int columns;
    private final int channels;
    private final int filters;
    private final Scale layerScale;
    private ChannelOrder order = ChannelOrder.RGB;
    private Scaling scaling = Scaling.LAYER;

    /**
     * @param layer the convolution's name
     * @param kernel {@code [height, width, channels, filters]}
     */
    public FilterSheet(String layer, HostTensor kernel) {
        Plane.requireAxes(kernel, 4);
        long[] shape = kernel.shape();
        this.rows = (int) shape[0];
        this.columns = (int) shape[1];
        this.channels = (int) shape[2];
        this.filters = (int) shape[3];
        this.kernel = kernel.toFloats();
        this.layerScale = Scale.symmetric(List.of(new Plane(1, kernel.toFloats().length, kernel.toFloats())));
        this.title = "%s: %d filters %d×%d×%d".formatted(layer, filters, rows, columns, channels);
    }

    /** {@link ChannelOrder#RGB} by default. */
    public FilterSheet order(ChannelOrder order) {
        this.order = order;
        return this;
    }

    /** {@link Scaling#LAYER} by default. */
    public FilterSheet scaling(Scaling scaling) {
        this.scaling = scaling;
        return this;
    }

    /** At most 256 pictures; a title, the numbers of the filters, and a legend where all have one scale. */
    public BufferedImage draw() {
        List<Tile> tiles = channels == 3 ? inColours() : byChannel();
        Sheet sheet = new Sheet(title, tiles, perRow(tiles.size()));
        if (scaling == Scaling.LAYER) {
            ColourMap colours = channels == 3 ? ColourMap.GREY : ColourMap.DIVERGING;
            sheet.legend(colours, layerScale, "weight");
        }
        return sheet.draw();
    }

    private int perRow(int pictures) {
        return channels == 3 || channels == 1
                ? Math.max(4, (int) Math.ceil(Math.sqrt(2.0 * pictures)))
                : Math.min(channels, 16);
    }

    private List<Tile> inColours() {
        return IntStream.range(0, Math.min(MOST, filters))
                .mapToObj(filter -> {
                    List<Plane> planes = new ArrayList<>(planes(filter));
                    if (order == ChannelOrder.BGR) {
                        Collections.reverse(planes);
                    }
                    return tile(Pictures.colours(planes, scale(planes)), String.valueOf(filter));
                })
                .toList();
    }

    private List<Tile> byChannel() {
        List<Tile> tiles = new ArrayList<>();
        for (int filter = 0; filter < filters && tiles.size() < MOST; filter++) {
            List<Plane> planes = planes(filter);
            for (int channel = 0; channel < Math.min(16, channels); channel++) {
                String caption = channels == 1 ? String.valueOf(filter) : filter + "." + channel;
                tiles.add(tile(Pictures.mapped(planes.get(channel), scale(planes), ColourMap.DIVERGING), caption));
            }
        }
        return tiles;
    }

    private static Tile tile(BufferedImage image, String caption) {
        return new Tile(Pictures.atLeast(image, SIDE), caption);
    }

    private Scale scale(List<Plane> filter) {
        return scaling == Scaling.LAYER ? layerScale : Scale.symmetric(filter);
    }

    private List<Plane> planes(int filter) {
        return IntStream.range(0, channels)
                .mapToObj(channel -> new Plane(
                        rows,
                        columns,
                        Plane.every(kernel, channel * filters + filter, channels * filters, rows * columns)))
                .toList();
    }
}
