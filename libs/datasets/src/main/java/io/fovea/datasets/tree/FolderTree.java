package io.fovea.datasets.tree;

import io.fovea.datasets.DatasetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Files in a folder, or one file. */
final class FolderTree implements FileTree {
    private final Path root;
    private final List<String> names;

    private FolderTree(Path root, List<String> names) {
        this.root = root;
        this.names = names;
    }

    static FolderTree of(Path folder) {
        try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<String> names = files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file)
                            .toString()
                            .replace(file.getFileSystem().getSeparator(), "/"))
                    .filter(name -> !EntryNames.isHidden(name))
                    .sorted()
                    .toList();
            return new FolderTree(folder, names);
        } catch (IOException | UncheckedIOException e) {
            throw new DatasetException("The folder %s cannot be read: %s.".formatted(folder, e.getMessage()), e);
        }
    }

    static FolderTree ofFile(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        Path shown = file.getParent();
        return new FolderTree(
                shown == null ? Path.of("") : shown,
                folder == null ? List.of() : List.of(file.getFileName().toString()));
    }

    @Override
    public List<String> names() {
        return names;
    }

    @Override
    public Stream<TreeFile> files(Collection<String> wanted, int maxBytes) {
        Set<String> these = Set.copyOf(wanted);
        return names.stream().filter(these::contains).map(name -> new TreeFile(name, bytes(name, maxBytes)));
    }

    @Override
    public String place(String name) {
        return root.resolve(name).toString();
    }

    /** A file that cannot be read has no bytes: it is rejected as an empty image, and the others go on. */
    private byte[] bytes(String name, int maxBytes) {
        try (InputStream in = Files.newInputStream(root.resolve(name))) {
            return in.readNBytes(maxBytes);
        } catch (IOException e) {
            return new byte[0];
        }
    }
}
