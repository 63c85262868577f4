package io.fovea.datasets.info;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.datasets.Datasets;
import io.fovea.datasets.Split;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import javax.imageio.ImageIO;
import mil.nga.tiff.FieldType;
import mil.nga.tiff.FileDirectory;
import mil.nga.tiff.Rasters;
import mil.nga.tiff.TIFFImage;
import mil.nga.tiff.TiffWriter;
import mil.nga.tiff.util.TiffConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetScanTest {

    @TempDir
    private Path folder;

    @Test
    void shouldCountClassesSizesBrokenFilesAndDuplicates() throws IOException {
        // Given
        write("train/cat/1.png", png(1, 4, 3));
        write("train/cat/2.png", png(2, 4, 3));
        write("train/cat/3.png", png(2, 4, 3)); // as 2
        write("train/dog/4.png", png(3, 5, 5));
        write("train/dog/5.png", Arrays.copyOf(png(4, 5, 5), 50)); // breaks off
        write("train/dog/6.png", new byte[] {1, 2, 3});
        write("test/dog/7.png", png(1, 4, 3)); // as train/cat/1.png, and called a dog

        // When
        DatasetInfo info = DatasetScan.of(Datasets.open(folder), seen -> {});

        // Then
        assertThat(info.images()).isEqualTo(7);
        assertThat(info.classes().get("cat")).containsExactlyEntriesOf(Map.of(Split.UNSPECIFIED, 3L));
        assertThat(info.classes().get("dog")).containsOnly(Map.entry(Split.UNSPECIFIED, 3L), Map.entry(Split.TEST, 1L));
        assertThat(info.sizes()).containsExactly(Map.entry("4x3", 4L), Map.entry("5x5", 1L));
        assertThat(info.broken()).isEqualTo(2);
        assertThat(info.brokenExamples()).hasSize(2).last().asString().contains("6.png: its bytes are no PNG");
        assertThat(info.duplicates()).isEqualTo(2);
        assertThat(info.acrossSplits()).isEqualTo(1);
        assertThat(info.acrossSplitsExamples()).singleElement().asString().contains("7.png = ", "1.png");
        assertThat(info.contradictions()).isEqualTo(1);
    }

    @Test
    void shouldTellTheBandsOfTiffsAndWhichOfThemBreakOff() throws IOException {
        // Given two tiles as EuroSAT's are, in its folders
        byte[] tile = tile(13);
        write("EuroSAT_MS/Forest/Forest_1.tif", tile);
        write("EuroSAT_MS/River/River_1.tif", Arrays.copyOf(tile, tile.length / 2));

        // When
        DatasetInfo info = DatasetScan.of(Datasets.open(folder), seen -> {});

        // Then
        assertThat(info.classes()).containsOnlyKeys("Forest", "River");
        assertThat(info.sizes()).containsExactly(Map.entry("64x64x13 uint16", 1L));
        assertThat(info.brokenExamples()).singleElement().asString().contains("River_1.tif: The TIFF");
    }

    private void write(String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    private static byte[] png(int colour, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, colour);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    /** Of uint16, not compressed, pixel by pixel, as EuroSAT's. */
    private static byte[] tile(int bands) throws IOException {
        Rasters rasters = new Rasters(64, 64, bands, FieldType.SHORT);
        FileDirectory directory = new FileDirectory();
        directory.setImageWidth(64);
        directory.setImageHeight(64);
        directory.setBitsPerSample(rasters.getBitsPerSample());
        directory.setCompression(TiffConstants.COMPRESSION_NO);
        directory.setPhotometricInterpretation(TiffConstants.PHOTOMETRIC_INTERPRETATION_BLACK_IS_ZERO);
        directory.setSamplesPerPixel(bands);
        directory.setRowsPerStrip(16); // the writer counts a strip in 16 bits
        directory.setPlanarConfiguration(TiffConstants.PLANAR_CONFIGURATION_CHUNKY);
        directory.setSampleFormat(rasters.getSampleFormat());
        directory.setWriteRasters(rasters);
        TIFFImage image = new TIFFImage();
        image.add(directory);
        return TiffWriter.writeTiffToBytes(image);
    }
}
