package io.fovea.datasets.tree;

import io.fovea.datasets.DatasetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Files in a zip, by its directory. */
final class ZipTree implements FileTree {
    private final Path archive;
    private final Map<String, String> entries;

    /** @param entries the archive's own names by ours */
    private ZipTree(Path archive, Map<String, String> entries) {
        this.archive = archive;
        this.entries = entries;
    }

    static ZipTree of(Path archive) {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            Map<String, String> entries = new LinkedHashMap<>();
            for (ZipEntry entry : zip.stream().toList()) {
                String name = EntryNames.checked(archive, entry.getName());
                if (!entry.isDirectory() && !EntryNames.isHidden(name) && entries.put(name, entry.getName()) != null) {
                    throw new DatasetException("The archive %s has two entries '%s'.".formatted(archive, name));
                }
            }
            return new ZipTree(archive, entries);
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(archive, e);
        }
    }

    @Override
    public List<String> names() {
        return List.copyOf(entries.keySet());
    }

    @Override
    public Stream<TreeFile> files(Collection<String> wanted, int maxBytes) {
        Set<String> these = Set.copyOf(wanted);
        OpenZip zip = new OpenZip(maxBytes);
        return names().stream().filter(these::contains).map(zip::file).onClose(zip::close);
    }

    @Override
    public String place(String name) {
        return archive + "/" + name;
    }

    private static DatasetException unreadable(Path archive, Exception e) {
        return new DatasetException("The archive %s cannot be read: %s.".formatted(archive, e.getMessage()), e);
    }

    /** One pass, which counts what it has unpacked. */
    private final class OpenZip {
        private final ZipFile zip;
        private final int maxBytes;
        private final long limit;
        private long given;

        OpenZip(int maxBytes) {
            this.maxBytes = maxBytes;
            try {
                limit = Unpacked.limit(Files.size(archive));
                zip = new ZipFile(archive.toFile());
            } catch (IOException e) {
                throw unreadable(archive, e);
            }
        }

        /** An entry that is damaged is an image without bytes, and the others go on. */
        TreeFile file(String name) {
            byte[] bytes = bytes(entries.get(name));
            given += bytes.length;
            Unpacked.check(archive, given, limit);
            return new TreeFile(name, bytes);
        }

        private byte[] bytes(String entry) {
            try (InputStream in = zip.getInputStream(zip.getEntry(entry))) {
                return in.readNBytes(maxBytes);
            } catch (IOException e) {
                return new byte[0];
            }
        }

        void close() {
            try {
                zip.close();
            } catch (IOException e) {
                throw unreadable(archive, e);
            }
        }
    }
}
