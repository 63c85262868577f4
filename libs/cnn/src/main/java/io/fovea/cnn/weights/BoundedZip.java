package io.fovea.cnn.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A zip file that nobody vouches for: few entries are asked for, by fixed names, and none may grow without bound. */
final class BoundedZip {
    private static final int MAX_ENTRIES = 10_000;
    private static final long MAX_BYTES = 8L << 30;
    private static final long MAX_RATIO = 200;
    private static final long SMALL = 16L << 20; // whose ratio does not matter
    private static final int CHUNK = 1 << 16;

    private final Path file;
    private final ZipFile zip;

    /** @throws WeightsException where there are too many entries */
    BoundedZip(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
        if (zip.size() > MAX_ENTRIES) {
            throw new WeightsException("%s has %d entries, more than %d.".formatted(file, zip.size(), MAX_ENTRIES));
        }
    }

    boolean has(String name) {
        return zip.getEntry(name) != null;
    }

    byte[] bytes(String name, long most) throws IOException {
        try (InputStream in = zip.getInputStream(entry(name))) {
            byte[] bytes = in.readNBytes((int) most + 1);
            if (bytes.length > most) {
                throw new WeightsException("%s: %s is larger than %d bytes.".formatted(file, name, most));
            }
            return bytes;
        }
    }

    void unpack(String name, Path to) throws IOException {
        ZipEntry entry = entry(name);
        long most = Math.min(MAX_BYTES, Math.max(SMALL, Math.multiplyExact(entry.getCompressedSize(), MAX_RATIO)));
        try (InputStream in = zip.getInputStream(entry);
                OutputStream out = Files.newOutputStream(to)) {
            byte[] chunk = new byte[CHUNK];
            long left = most;
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                left -= count;
                if (left < 0) {
                    throw new WeightsException("%s: %s unpacks to more than %d bytes.".formatted(file, name, most));
                }
                out.write(chunk, 0, count);
            }
        }
    }

    private ZipEntry entry(String name) {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new WeightsException("%s is no .keras file, or is cut short: it has no %s.".formatted(file, name));
        }
        return entry;
    }
}
