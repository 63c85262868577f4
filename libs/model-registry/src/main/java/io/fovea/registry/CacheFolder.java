package io.fovea.registry;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Folders for what a process downloads, each with a file in it that the process keeps locked while it lives. Whoever makes one
 * removes those whose process is gone, however it ended.
 */
final class CacheFolder {
    private static final String PREFIX = "fovea-artefacts-";
    private static final String LOCK = ".lock";

    /** As long as nobody takes between making a folder and locking it. */
    private static final Duration MAKING = Duration.ofMinutes(1);

    /**
     * The channels that hold the locks of this process, by folder: one that nobody refers to is closed, and the lock with it. Nor is
     * a second one to be opened: on POSIX a process loses its lock on a file when it closes any channel to it.
     */
    private static final Map<Path, FileChannel> OWN = new ConcurrentHashMap<>();

    private CacheFolder() {}

    static Path create() throws IOException {
        return createIn(Path.of(System.getProperty("java.io.tmpdir")));
    }

    static Path createIn(Path parent) throws IOException {
        Path folder = Files.createTempDirectory(parent, PREFIX);
        FileChannel lock = lock(folder);
        OWN.put(folder, lock);
        lock.tryLock(); // let go by the operating system when the process ends
        for (Path other : others(parent)) {
            if (mayBeAbandoned(other, folder)) {
                deleteUnlessLocked(other);
            }
        }
        return folder;
    }

    private static FileChannel lock(Path folder) throws IOException {
        return FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    private static List<Path> others(Path parent) throws IOException {
        try (Stream<Path> children = Files.list(parent)) {
            return children.filter(child -> child.getFileName().toString().startsWith(PREFIX))
                    .filter(child -> Files.isDirectory(child, LinkOption.NOFOLLOW_LINKS))
                    .filter(child -> !OWN.containsKey(child))
                    .toList();
        }
    }

    private static boolean mayBeAbandoned(Path other, Path own) {
        try {
            Instant made = Files.getLastModifiedTime(other).toInstant();
            return made.isBefore(Instant.now().minus(MAKING))
                    && Files.getOwner(other).equals(Files.getOwner(own));
        } catch (IOException e) {
            return false; // gone meanwhile
        }
    }

    private static void deleteUnlessLocked(Path folder) {
        try (FileChannel channel = lock(folder)) {
            if (channel.tryLock() != null) {
                Trees.delete(folder);
            }
        } catch (IOException | OverlappingFileLockException e) {
            // somebody else is removing it, or it is in use
        }
    }
}
