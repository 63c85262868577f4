package io.fovea.datasets.tree;

import io.fovea.datasets.DatasetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files of a data set by their names, whether they lie in a folder, a zip or a tar. Nothing is ever unpacked: names are
 * names and no paths, and one that leads out of its archive is refused.
 */
public interface FileTree {

    /**
     * The tree at a path: a folder, a {@code .zip}, {@code .tar}, {@code .tar.gz}, {@code .tgz} or {@code .tar.bz2}, or one file.
     *
     * @throws DatasetException where it cannot be read, or is an archive that Fovea does not open
     */
    static FileTree of(Path path) {
        if (Files.isDirectory(path)) {
            return FolderTree.of(path);
        }
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".zip")) {
            return ZipTree.of(path);
        }
        return TarTree.isTar(name) ? TarTree.of(path) : FolderTree.ofFile(path);
    }

    /** Whether a file of this name is an archive that {@link #of} opens. */
    static boolean isArchive(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".zip") || TarTree.isTar(lower);
    }

    /** Every file's name in the tree's order, which for a folder is the alphabet; without hidden ones. */
    List<String> names();

    /**
     * These files in the tree's order, read one by one; close the stream to close the archive.
     *
     * @param maxBytes of a file, at most; of a larger one the rest is left out
     * @throws DatasetException from the stream, where an archive breaks off
     */
    Stream<TreeFile> files(Collection<String> names, int maxBytes);

    /** Where a file lies, for people. */
    String place(String name);

    /**
     * One file whole.
     *
     * @throws DatasetException where it is larger than {@code maxBytes}
     */
    default byte[] read(String name, int maxBytes) {
        try (Stream<TreeFile> files = files(Set.of(name), maxBytes + 1)) {
            byte[] bytes = files.findFirst()
                    .map(TreeFile::bytes)
                    .orElseThrow(() -> new DatasetException("There is no file %s.".formatted(place(name))));
            if (bytes.length > maxBytes) {
                throw new DatasetException("The file %s is larger than %,d bytes.".formatted(place(name), maxBytes));
            }
            return bytes;
        }
    }
}
