package io.fovea.transforms;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import mil.nga.tiff.FileDirectory;
import mil.nga.tiff.Rasters;
import mil.nga.tiff.TiffReader;
import mil.nga.tiff.util.TiffException;

/**
 * TIFF with any number of bands of unsigned 8 or 16 bits, not compressed, as EuroSAT's GeoTIFFs have them (Helber et al. 2019, arXiv:1709.00029). What a file declares is held against
 * its own length before anything is decoded, so what it costs is bounded by its bytes.
 */
public final class BandsTiff {
    private static final int NONE = 1; // compression
    private static final Map<Integer, String> METHODS =
            Map.of(5, "LZW", 7, "JPEG", 8, "Deflate", 32773, "PackBits", 32946, "Deflate", 50000, "Zstandard");
    private static final int UNSIGNED = 1; // sample format
    private static final int MAX_BANDS = 1_000;
    private static final int ENTRY_BYTES = 12;

    private BandsTiff() {}

    /** By its first bytes. */
    public static boolean isTiff(byte[] file) {
        return file.length >= 8 && (magic(file) == 0x49492A00 || magic(file) == 0x4D4D002A);
    }

    /** What it declares about itself. */
    static ImageHeader header(byte[] file) {
        FileDirectory directory = directory(file);
        return new ImageHeader(
                ImageFormat.TIFF,
                directory.getImageHeight().intValue(),
                directory.getImageWidth().intValue());
    }

    /**
     * The first picture.
     *
     * @throws ImageRejectedException where the file is no TIFF, breaks off, is compressed, or has other than unsigned numbers of 8 or 16 bits
     */
    public static Bands read(byte[] file) {
        FileDirectory directory = directory(file);
        try {
            check(directory, file.length);
            return bands(directory.readRasters(), directory.getBitsPerSample().get(0));
        } catch (TiffException | IllegalArgumentException | IndexOutOfBoundsException | BufferUnderflowException e) {
            throw ImageRejectedException.undecodable("The TIFF cannot be decoded: %s.", e.getMessage());
        }
    }

    private static Bands bands(Rasters rasters, int bits) {
        int bands = rasters.getSamplesPerPixel();
        float[] values = new float[rasters.getNumPixels() * bands];
        int next = 0;
        for (int y = 0; y < rasters.getHeight(); y++) {
            for (int x = 0; x < rasters.getWidth(); x++) {
                for (int band = 0; band < bands; band++) {
                    values[next++] = rasters.getPixelSample(band, x, y).floatValue();
                }
            }
        }
        return new Bands(rasters.getHeight(), rasters.getWidth(), bands, bits, values);
    }

    private static void check(FileDirectory directory, int bytes) {
        Integer compression = directory.getCompression();
        if (compression != null && compression != NONE) {
            throw ImageRejectedException.undecodable(
                    "The TIFF is compressed by %s, which is not read; expected none. Maybe convert it: gdal_translate -co COMPRESS=NONE.",
                    METHODS.getOrDefault(compression, "method " + compression));
        }
        List<Integer> bits = directory.getBitsPerSample();
        List<Integer> formats = directory.getSampleFormat();
        boolean isUnsigned = formats == null || formats.stream().allMatch(format -> format == UNSIGNED);
        if (bits == null
                || new HashSet<>(bits).size() != 1
                || bits.get(0) % 8 != 0
                || bits.get(0) > 16
                || !isUnsigned) {
            throw ImageRejectedException.undecodable(
                    "The TIFF has samples of %s bits in formats %s; expected 8 or 16 bits, unsigned (1).",
                    bits, formats);
        }
        long height = directory.getImageHeight().longValue();
        long width = directory.getImageWidth().longValue();
        long bands = directory.getSamplesPerPixel();
        boolean fits = height > 0
                && width > 0
                && bands > 0
                && bands <= MAX_BANDS
                && height <= bytes
                && width <= bytes
                && height * width <= bytes / bands / (bits.get(0) / 8);
        if (!fits) {
            throw ImageRejectedException.undecodable(
                    "The TIFF declares %d x %d pixels of %d bands with %d bits, which its %,d bytes cannot hold. Maybe it breaks off.",
                    height, width, bands, bits.get(0), bytes);
        }
    }

    /** The library follows directories from one to the next for ever, and believes their counts: both are looked at first. */
    private static FileDirectory directory(byte[] file) {
        if (!isTiff(file)) {
            throw ImageRejectedException.undecodable("The bytes are no TIFF.");
        }
        checkDirectory(file);
        try {
            FileDirectory directory = TiffReader.readTiff(file).getFileDirectory();
            if (directory.getImageHeight() == null || directory.getImageWidth() == null) {
                throw ImageRejectedException.undecodable("The TIFF declares no height or no width.");
            }
            return directory;
        } catch (RuntimeException e) {
            throw e instanceof ImageRejectedException known
                    ? known
                    : ImageRejectedException.undecodable("The TIFF's directory cannot be read: %s.", e.getMessage());
        }
    }

    private static void checkDirectory(byte[] file) {
        ByteBuffer bytes = ByteBuffer.wrap(file).order(file[0] == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        long first = Integer.toUnsignedLong(bytes.getInt(4));
        if (first > file.length - 2) {
            throw ImageRejectedException.undecodable("The TIFF breaks off before its directory.");
        }
        int entries = Short.toUnsignedInt(bytes.getShort((int) first));
        long end = first + 2 + (long) ENTRY_BYTES * entries;
        if (end > file.length - 4) {
            throw ImageRejectedException.undecodable("The TIFF breaks off in its directory of %d entries.", entries);
        }
        for (long entry = first + 2; entry < end; entry += ENTRY_BYTES) {
            long count = Integer.toUnsignedLong(bytes.getInt((int) entry + 4));
            if (count > file.length) {
                throw ImageRejectedException.undecodable(
                        "The TIFF's directory declares %,d values in %,d bytes.", count, file.length);
            }
        }
        if (bytes.getInt((int) end) != 0) {
            throw ImageRejectedException.undecodable("The TIFF has several pictures; expected one.");
        }
    }

    private static int magic(byte[] file) {
        return ByteBuffer.wrap(file).getInt();
    }
}
