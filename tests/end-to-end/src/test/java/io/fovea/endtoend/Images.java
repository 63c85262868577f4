package io.fovea.endtoend;

import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.Datasets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Encoded images, all different.
 *
 * @param encoded their bytes
 */
record Images(List<byte[]> encoded) {

    /** The first so many real digits, in the order of the data set. */
    static List<DatasetImage> digits(int count) {
        try (Stream<DatasetImage> digits = Datasets.open(Repository.digits()).images()) {
            return digits.limit(count).toList();
        }
    }

    static Images of(List<DatasetImage> digits) {
        return new Images(digits.stream().map(DatasetImage::encoded).toList());
    }

    /** The same files, each broken off in the middle of its pixels: admitted by ingestion, undecodable later. */
    Images brokenOff() {
        return new Images(encoded.stream()
                .map(bytes -> Arrays.copyOf(bytes, bytes.length * 2 / 3))
                .toList());
    }

    /** Their ids: sha256 of the bytes. */
    Set<String> ids() {
        return encoded.stream().map(Images::id).collect(Collectors.toSet());
    }

    /** Writes digits as {@code class/index.png}, as {@code ingest --label-from-folder} reads them. */
    static Path folder(List<DatasetImage> digits, Path folder) throws IOException {
        for (int i = 0; i < digits.size(); i++) {
            Path classFolder = folder.resolve(digits.get(i).label().orElseThrow());
            Files.createDirectories(classFolder);
            Files.write(classFolder.resolve(i + ".png"), digits.get(i).encoded());
        }
        return folder;
    }

    private static String id(byte[] encoded) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
