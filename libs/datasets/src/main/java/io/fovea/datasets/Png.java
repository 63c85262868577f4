package io.fovea.datasets;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.Adler32;
import java.util.zip.CRC32;

/**
 * Pixels as a PNG (ISO/IEC 15948) whose data is stored, not compressed.
 *
 * <p>So the same pixels are the same bytes whatever zlib a machine has, and the same image has the same content hash
 * everywhere; it is also the fastest to write and to read.
 */
final class Png {

    private static final long SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int MAX_STORED = 65_535;

    private Png() {}

    /** A grey picture from pixels {@code [height, width]}. */
    static byte[] grey(int height, int width, byte[] pixels) {
        return png(height, width, 0, pixels);
    }

    /** A picture from pixels {@code [height, width, 3]}, red, green and blue. */
    static byte[] colour(int height, int width, byte[] pixels) {
        return png(height, width, 2, pixels);
    }

    private static byte[] png(int height, int width, int colourType, byte[] pixels) {
        byte[] data = stored(rows(height, pixels.length / height, pixels));
        ByteBuffer png = ByteBuffer.allocate(8 + 25 + 12 + data.length + 12).putLong(SIGNATURE);
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put((byte) 8) // bits a sample
                .put((byte) colourType)
                .array(); //     then 0: deflate, adaptive filters, not interlaced
        chunk(png, "IHDR", header);
        chunk(png, "IDAT", data);
        chunk(png, "IEND", new byte[0]);
        return png.array();
    }

    /** Each row behind a 0, which says that it is not filtered. */
    private static byte[] rows(int height, int rowBytes, byte[] pixels) {
        byte[] rows = new byte[height * (rowBytes + 1)];
        for (int y = 0; y < height; y++) {
            System.arraycopy(pixels, y * rowBytes, rows, y * (rowBytes + 1) + 1, rowBytes);
        }
        return rows;
    }

    /** A zlib stream (RFC 1950) of stored blocks (RFC 1951). */
    private static byte[] stored(byte[] rows) {
        int blocks = (rows.length + MAX_STORED - 1) / MAX_STORED;
        ByteBuffer stream =
                ByteBuffer.allocate(2 + 5 * blocks + rows.length + 4).putShort((short) 0x7801);
        for (int from = 0; from < rows.length; from += MAX_STORED) {
            int length = Math.min(MAX_STORED, rows.length - from);
            stream.put((byte) (from + length == rows.length ? 1 : 0));
            stream.putShort(Short.reverseBytes((short) length)).putShort(Short.reverseBytes((short) ~length));
            stream.put(rows, from, length);
        }
        Adler32 checksum = new Adler32();
        checksum.update(rows);
        return stream.putInt((int) checksum.getValue()).array();
    }

    private static void chunk(ByteBuffer png, String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 checksum = new CRC32();
        checksum.update(name);
        checksum.update(content);
        png.putInt(content.length).put(name).put(content).putInt((int) checksum.getValue());
    }
}
