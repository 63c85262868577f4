package io.fovea.transforms;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Writes TIFF 6.0 by hand: one strip, or one strip a band. */
public final class Tiffs {
    private static final int SHORT = 3;
    private static final int LONG = 4;

    private final List<int[]> entries = new ArrayList<>();

    private Tiffs() {}

    /** @param values {@code [height, width, bands]} */
    public static byte[] uint16(ByteOrder order, int height, int width, int bands, int[] values) {
        return write(order, height, width, bands, values, false, 1);
    }

    /** As {@link #uint16}, one band after the other. */
    static byte[] planar(ByteOrder order, int height, int width, int bands, int[] values) {
        return write(order, height, width, bands, values, true, 1);
    }

    static byte[] compressed(int method) {
        return write(ByteOrder.LITTLE_ENDIAN, 1, 1, 1, new int[] {1}, false, method);
    }

    private static byte[] write(
            ByteOrder order, int height, int width, int bands, int[] values, boolean planar, int compression) {
        int strips = planar ? bands : 1;
        int pixels = 8;
        int bits = pixels + 2 * values.length;
        int offsets = bits + 2 * bands;
        int counts = offsets + 4 * strips;
        int directory = counts + 4 * strips;
        Tiffs tiff = new Tiffs();
        tiff.entry(256, LONG, 1, width);
        tiff.entry(257, LONG, 1, height);
        tiff.entry(258, SHORT, bands, bands == 1 ? 16 : bits);
        tiff.entry(259, SHORT, 1, compression);
        tiff.entry(262, SHORT, 1, 1);
        tiff.entry(273, LONG, strips, strips == 1 ? pixels : offsets);
        tiff.entry(277, SHORT, 1, bands);
        tiff.entry(278, LONG, 1, height);
        tiff.entry(279, LONG, strips, strips == 1 ? 2 * values.length : counts);
        tiff.entry(284, SHORT, 1, planar ? 2 : 1);
        ByteBuffer out = ByteBuffer.allocate(directory + 2 + 12 * tiff.entries.size() + 4)
                .order(order);
        out.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[] {'I', 'I'} : new byte[] {'M', 'M'});
        out.putShort((short) 42).putInt(directory);
        for (int i = 0; i < values.length; i++) {
            int pixelsOfABand = height * width;
            out.putShort((short) (planar ? values[i % pixelsOfABand * bands + i / pixelsOfABand] : values[i]));
        }
        for (int band = 0; band < bands; band++) {
            out.putShort((short) 16);
        }
        for (int strip = 0; strip < strips; strip++) {
            out.putInt(pixels + strip * 2 * height * width);
        }
        for (int strip = 0; strip < strips; strip++) {
            out.putInt(2 * values.length / strips);
        }
        out.putShort((short) tiff.entries.size());
        tiff.entries.forEach(entry -> tiff.put(entry, out));
        return out.putInt(0).array();
    }

    private void entry(int tag, int type, int count, int value) {
        entries.add(new int[] {tag, type, count, value});
    }

    private void put(int[] entry, ByteBuffer out) {
        out.putShort((short) entry[0]).putShort((short) entry[1]).putInt(entry[2]);
        if (entry[1] == SHORT && entry[2] == 1) {
            out.putShort((short) entry[3]).putShort((short) 0); // to the left
        } else {
            out.putInt(entry[3]);
        }
    }
}
