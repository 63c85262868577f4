package io.fovea.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import mil.nga.tiff.FieldType;
import mil.nga.tiff.FileDirectory;
import mil.nga.tiff.Rasters;
import mil.nga.tiff.TIFFImage;
import mil.nga.tiff.TiffWriter;
import mil.nga.tiff.util.TiffConstants;

/** Writes tiles as EuroSAT's GeoTIFFs are: 64 x 64 pixels of 13 bands, 16 bits each, not compressed. */
final class BandFiles {
    private static final int TILES = 200;
    private static final int SIZE = 64;
    private static final int BANDS = 13;

    private BandFiles() {}

    /** {@code class/image.tif}; a class is a band that is brighter than the others. */
    static Path tiles(Path folder, List<String> classes) throws IOException {
        var random = new Random(5);
        for (int i = 0; i < TILES; i++) {
            int label = i % classes.size();
            Path of = Files.createDirectories(folder.resolve(classes.get(label)));
            Files.write(of.resolve(i + ".tif"), tile(label, random));
        }
        return folder;
    }

    private static byte[] tile(int bright, Random random) throws IOException {
        var rasters = new Rasters(SIZE, SIZE, BANDS, FieldType.SHORT);
        for (int band = 0; band < BANDS; band++) {
            int mean = band == bright ? 2_000 : 500;
            for (int pixel = 0; pixel < SIZE * SIZE; pixel++) {
                rasters.setPixelSample(band, pixel % SIZE, pixel / SIZE, mean + random.nextInt(500));
            }
        }
        var directory = new FileDirectory();
        directory.setImageWidth(SIZE);
        directory.setImageHeight(SIZE);
        directory.setBitsPerSample(rasters.getBitsPerSample());
        directory.setCompression(TiffConstants.COMPRESSION_NO);
        directory.setPhotometricInterpretation(TiffConstants.PHOTOMETRIC_INTERPRETATION_BLACK_IS_ZERO);
        directory.setSamplesPerPixel(BANDS);
        directory.setRowsPerStrip(SIZE / 4); // the writer counts the bytes of a strip in 16 bits
        directory.setPlanarConfiguration(TiffConstants.PLANAR_CONFIGURATION_CHUNKY);
        directory.setSampleFormat(rasters.getSampleFormat());
        directory.setWriteRasters(rasters);
        var image = new TIFFImage();
        image.add(directory);
        return TiffWriter.writeTiffToBytes(image);
    }
}
