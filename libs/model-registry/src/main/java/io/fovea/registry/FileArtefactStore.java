package io.fovea.registry;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Storage in a folder. A write goes to {@code .incoming/} first and is renamed into its place: rename replaces a file
 * and refuses a folder that is not empty, both atomically.
 */
final class FileArtefactStore implements ArtefactStore {
    private static final String INCOMING = ".incoming";

    private final URI storage;
    private final Path root;

    private FileArtefactStore(URI storage, Path root) {
        this.storage = storage;
        this.root = root;
    }

    static FileArtefactStore open(URI storage) {
        try {
            Path root = folder(storage);
            Files.createDirectories(root.resolve(INCOMING));
            Trees.deleteOlderThanADay(root.resolve(INCOMING));
            return new FileArtefactStore(storage, root.toRealPath());
        } catch (IOException e) {
            throw ArtefactException.writing("anything", storage, e);
        }
    }

    /** {@code file:/a}, {@code file:///a} and, for convenience, a relative {@code file:a}. */
    private static Path folder(URI storage) {
        return storage.isOpaque() ? Path.of(storage.getSchemeSpecificPart()) : Path.of(storage.getPath());
    }

    @Override
    public void put(String path, Path fileOrFolder) {
        if (!Files.isDirectory(fileOrFolder)) {
            write(path, incoming -> Trees.copyFile(fileOrFolder, incoming), FileArtefactStore::rename);
        } else if (!putIfAbsent(path, fileOrFolder)) {
            throw new ArtefactException("Cannot write %s below %s: it is there already.".formatted(path, storage));
        }
    }

    @Override
    public void put(String path, byte[] content) {
        write(path, incoming -> Trees.write(incoming, content), FileArtefactStore::rename);
    }

    @Override
    public boolean putIfAbsent(String path, Path folder) {
        return !exists(path) && write(path, incoming -> Trees.copy(folder, incoming), FileArtefactStore::rename);
    }

    @Override
    public boolean putIfAbsent(String path, byte[] content) {
        return !exists(path) && write(path, incoming -> Trees.write(incoming, content), FileArtefactStore::link);
    }

    @Override
    public Path fetch(String path) {
        Path place = new ArtefactPath(path).below(root);
        try {
            Path real = place.toRealPath();
            if (real.startsWith(root)) {
                return real;
            }
        } catch (IOException e) {
            throw ArtefactException.reading(path, storage, e);
        }
        throw new ArtefactException("Cannot read %s: it leads out of the storage %s.".formatted(path, storage));
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(new ArtefactPath(path).below(root));
    }

    @Override
    public List<String> list(String path) {
        Path place = new ArtefactPath(path).below(root);
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        try (Stream<Path> children = Files.list(place)) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw ArtefactException.reading(path, storage, e);
        }
    }

    @Override
    public void delete(String path) {
        Path place = new ArtefactPath(path).below(root);
        if (!Files.exists(place)) {
            return;
        }
        Path outgoing = incoming();
        try {
            Files.move(place, outgoing, StandardCopyOption.ATOMIC_MOVE); // gone at once, whatever happens next
            Trees.delete(outgoing);
        } catch (IOException e) {
            throw ArtefactException.writing(path, storage, e);
        }
    }

    @Override
    public WorkFolder workFolder() {
        try {
            return new WorkFolder(Files.createDirectory(incoming()));
        } catch (IOException e) {
            throw ArtefactException.writing("anything", storage, e);
        }
    }

    @Override
    public String toString() {
        return storage.toString();
    }

    /** Fills a new place with one step and brings it to its own with the other; false when that one is taken. */
    private boolean write(String path, Filling filling, Placing placing) {
        Path place = new ArtefactPath(path).below(root);
        Path incoming = incoming();
        try {
            filling.fill(incoming);
            Files.createDirectories(place.getParent());
            boolean placed = placing.place(incoming, place);
            Trees.deleteQuietly(incoming);
            Trees.force(place.getParent());
            return placed;
        } catch (IOException e) {
            Trees.deleteQuietly(incoming);
            throw ArtefactException.writing(path, storage, e);
        }
    }

    private static boolean rename(Path incoming, Path place) throws IOException {
        try {
            Files.move(incoming, place, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (FileSystemException e) {
            if (Files.isDirectory(incoming) && Files.exists(place)) {
                return false; // the system says so in words only: directory not empty
            }
            throw e;
        }
    }

    /** A hard link is the one way to make a file with its content that fails when there is one. */
    private static boolean link(Path incoming, Path place) throws IOException {
        try {
            Files.createLink(place, incoming);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private Path incoming() {
        return root.resolve(INCOMING).resolve(UUID.randomUUID().toString());
    }

    private interface Filling {
        void fill(Path incoming) throws IOException;
    }

    private interface Placing {
        boolean place(Path incoming, Path place) throws IOException;
    }
}
