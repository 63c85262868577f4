package io.fovea.cli.platform;

import io.fovea.cli.failure.CommandFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder of one platform, held by this process alone: a second platform on it is refused. A marker file says that the
 * folder is Fovea's, and only a folder with the marker is ever emptied.
 */
public final class DataFolder implements AutoCloseable {

    /** Also what the lock is taken on. */
    static final String MARKER = ".fovea-data";

    private final Path path;
    private final FileChannel channel;

    private DataFolder(Path path, FileChannel channel) {
        this.path = path;
        this.channel = channel;
    }

    /**
     * Opens the folder with what is in it, or makes it.
     *
     * @throws CommandFailure when another process holds it, or it cannot be written
     */
    public static DataFolder open(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            FileChannel channel =
                    FileChannel.open(path.resolve(MARKER), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return locked(path, channel);
        } catch (IOException e) {
            throw new CommandFailure("The data folder " + path + " cannot be written: " + e + ".", e);
        }
    }

    /**
     * Opens the folder empty.
     *
     * @throws CommandFailure when another process holds it, or it holds files and was not made by Fovea
     */
    public static DataFolder afresh(Path folder) {
        Path path = folder.toAbsolutePath().normalize();
        if (Files.exists(path) && !Files.exists(path.resolve(MARKER)) && !isEmpty(path)) {
            throw new CommandFailure("The folder " + path
                    + " is not one of Fovea's, so it is left as it is: name another with --data-dir.");
        }
        DataFolder opened = open(path);
        try {
            opened.empty();
            return opened;
        } catch (IOException e) {
            opened.close();
            throw new CommandFailure("The data folder " + path + " cannot be emptied: " + e + ".", e);
        }
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            channel.close(); // and with it the lock
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static DataFolder locked(Path path, FileChannel channel) throws IOException {
        if (!tryLock(channel)) {
            channel.close();
            throw new CommandFailure(
                    "Fovea already runs on " + path + ": stop it first, or name another folder with --data-dir.");
        }
        return new DataFolder(path, channel);
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this JVM
        }
    }

    private void empty() throws IOException {
        List<Path> found;
        try (Stream<Path> walk = Files.walk(path)) {
            found = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : found) {
            if (!file.equals(path) && !file.equals(path.resolve(MARKER))) {
                Files.delete(file);
            }
        }
    }

    private static boolean isEmpty(Path path) {
        try (Stream<Path> files = Files.list(path)) {
            return files.findAny().isEmpty();
        } catch (IOException e) {
            throw new CommandFailure("The folder " + path + " cannot be read: " + e + ".", e);
        }
    }
}
