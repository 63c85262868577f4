package io.fovea.datasets.tree;

import io.fovea.datasets.DatasetException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;

/** One pass over a tar. */
final class TarReading implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final Path archive;
    private final TarArchiveInputStream tar;
    private String last = "its beginning";

    TarReading(Path archive) {
        this.archive = archive;
        InputStream file = null;
        try {
            file = Files.newInputStream(archive);
            InputStream unpacked = unpacked(new BufferedInputStream(file, BUFFER));
            tar = new TarArchiveInputStream(new Unpacked(archive, Files.size(archive), unpacked));
        } catch (IOException e) {
            closeQuietly(file);
            throw broken(e);
        }
    }

    private InputStream unpacked(InputStream file) throws IOException {
        String name = archive.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".tar")) {
            return file;
        }
        return name.endsWith("gz")
                ? new BufferedInputStream(new GZIPInputStream(file, BUFFER), BUFFER)
                : new BufferedInputStream(new BZip2CompressorInputStream(file, true), BUFFER);
    }

    Optional<TarArchiveEntry> next() {
        try {
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry != null) {
                last = entry.getName();
            }
            return Optional.ofNullable(entry);
        } catch (IOException | IllegalArgumentException e) {
            throw broken(e);
        }
    }

    /** The entry that {@link #next} gave last. */
    byte[] bytes(int maxBytes) {
        try {
            return tar.readNBytes(maxBytes);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private DatasetException broken(Exception e) {
        return new DatasetException(
                "The archive %s breaks off or is damaged at %s: %s.".formatted(archive, last, e.getMessage()), e);
    }

    @Override
    public void close() {
        closeQuietly(tar);
    }

    /** A file that was only read has nothing to lose. */
    private static void closeQuietly(InputStream in) {
        try {
            if (in != null) {
                in.close();
            }
        } catch (IOException e) {
            // nothing was written
        }
    }
}
