package io.fovea.datasets;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;

/** Writes archives by the name's ending. */
final class Archives {
    private Archives() {}

    static Path write(Path archive, Map<String, byte[]> files) throws IOException {
        String name = archive.getFileName().toString();
        try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(archive))) {
            if (name.endsWith(".zip")) {
                zip(file, files);
            } else if (name.endsWith(".tar")) {
                tar(file, files);
            } else {
                try (OutputStream packed =
                        name.endsWith(".bz2") ? new BZip2CompressorOutputStream(file) : new GZIPOutputStream(file)) {
                    tar(packed, files);
                }
            }
        }
        return archive;
    }

    private static void zip(OutputStream out, Map<String, byte[]> files) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        for (var file : files.entrySet()) {
            zip.putNextEntry(new ZipEntry(file.getKey()));
            zip.write(file.getValue());
        }
        zip.finish();
    }

    private static void tar(OutputStream out, Map<String, byte[]> files) throws IOException {
        TarArchiveOutputStream tar = new TarArchiveOutputStream(out);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        for (var file : files.entrySet()) {
            TarArchiveEntry entry = new TarArchiveEntry(file.getKey(), true);
            entry.setSize(file.getValue().length);
            tar.putArchiveEntry(entry);
            tar.write(file.getValue());
            tar.closeArchiveEntry();
        }
        tar.finish();
    }
}
