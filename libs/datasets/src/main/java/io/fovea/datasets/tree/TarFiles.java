package io.fovea.datasets.tree;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.jspecify.annotations.Nullable;

/** The wanted files of a tar, one in memory at a time. */
final class TarFiles implements Iterator<TreeFile> {
    private final TarReading reading;
    private final Set<String> wanted;
    private final int maxBytes;
    private int left;
    private @Nullable TreeFile next;

    TarFiles(TarReading reading, Set<String> wanted, int maxBytes) {
        this.reading = reading;
        this.wanted = wanted;
        this.maxBytes = maxBytes;
        left = wanted.size();
    }

    @Override
    public boolean hasNext() {
        while (next == null && left > 0) { // what lies behind the last one is not read
            var entry = reading.next();
            if (entry.isEmpty()) {
                return false;
            }
            take(entry.get());
        }
        return next != null;
    }

    private void take(TarArchiveEntry entry) {
        String name = entry.getName().replace('\\', '/').replaceFirst("^(\\./)+", "");
        if (entry.isFile() && wanted.contains(name)) {
            next = new TreeFile(name, reading.bytes(maxBytes));
            left--;
        }
    }

    @Override
    public TreeFile next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("All files have been read.");
        }
        TreeFile file = next;
        next = null;
        return file;
    }
}
