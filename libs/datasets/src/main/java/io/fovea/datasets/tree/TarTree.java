package io.fovea.datasets.tree;

import io.fovea.datasets.DatasetException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/** Files in a tar: read through once for its names, and again for its content, in its order. */
final class TarTree implements FileTree {
    private final Path archive;
    private final List<String> names;

    private TarTree(Path archive, List<String> names) {
        this.archive = archive;
        this.names = names;
    }

    static boolean isTar(String lowerCaseName) {
        return lowerCaseName.matches(".*\\.(tar(\\.gz|\\.bz2)?|tgz|tbz2)");
    }

    static TarTree of(Path archive) {
        Set<String> names = new LinkedHashSet<>();
        try (TarReading reading = new TarReading(archive)) {
            for (var entry = reading.next(); entry.isPresent(); entry = reading.next()) {
                String name = name(archive, entry.get());
                if (entry.get().isFile() && !EntryNames.isHidden(name) && !names.add(name)) {
                    throw new DatasetException("The archive %s has two entries '%s'.".formatted(archive, name));
                }
            }
        }
        return new TarTree(archive, List.copyOf(names));
    }

    private static String name(Path archive, TarArchiveEntry entry) {
        String name = EntryNames.checked(archive, entry.getName());
        boolean isDevice = entry.isFIFO() || entry.isCharacterDevice() || entry.isBlockDevice();
        if (isDevice || entry.isSymbolicLink() || entry.isLink()) {
            throw new DatasetException(
                    "The archive %s has an entry '%s' that is a link or a device; expected files only."
                            .formatted(archive, name));
        }
        return name;
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public Stream<TreeFile> files(Collection<String> wanted, int maxBytes) {
        TarReading reading = new TarReading(archive);
        TarFiles files = new TarFiles(reading, Set.copyOf(wanted), maxBytes);
        Spliterator<TreeFile> inOrder = Spliterators.spliteratorUnknownSize(files, Spliterator.ORDERED);
        return StreamSupport.stream(inOrder, false).onClose(reading::close);
    }

    @Override
    public String place(String name) {
        return archive + "/" + name;
    }
}
