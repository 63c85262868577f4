package io.fovea.registry;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders copied, listed and removed whole; what is written has reached the disk when the method returns. */
final class Trees {
    private Trees() {}

    static void write(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer remaining = ByteBuffer.wrap(content);
            while (remaining.hasRemaining()) {
                channel.write(remaining);
            }
            channel.force(true);
        }
    }

    static void copyFile(Path from, Path to) throws IOException {
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES);
        force(to);
    }

    /** Files and folders only: a link is refused, since its target may be anything. */
    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : (Iterable<Path>) tree::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isSymbolicLink(path)) {
                    throw new IOException(path + " is a link");
                } else if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    copyFile(path, target);
                }
            }
        }
    }

    /** Regular files below a folder as paths relative to it, with forward slashes, sorted. */
    static List<String> files(Path folder) throws IOException {
        try (Stream<Path> tree = Files.walk(folder)) {
            return tree.filter(path -> !Files.isDirectory(path))
                    .map(path -> folder.relativize(path).toString().replace('\\', '/'))
                    .sorted()
                    .toList();
        }
    }

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> paths = Files.walk(tree)) {
            deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : deepestFirst) {
            Files.deleteIfExists(path);
        }
    }

    /** For leftovers: what cannot be removed now is removed another day. */
    static void deleteQuietly(Path tree) {
        try {
            delete(tree);
        } catch (IOException e) {
            // the next start removes it
        }
    }

    /** Leftovers of writers that were killed; younger ones may be in use by another process. */
    static void deleteOlderThanADay(Path folder) throws IOException {
        FileTime limit = FileTime.from(Instant.now().minus(Duration.ofDays(1)));
        List<Path> old;
        try (Stream<Path> children = Files.list(folder)) {
            old = children.filter(child -> isOlder(child, limit)).toList();
        }
        old.forEach(Trees::deleteQuietly);
    }

    private static boolean isOlder(Path path, FileTime limit) {
        try {
            return Files.getLastModifiedTime(path).compareTo(limit) < 0;
        } catch (IOException e) {
            return false; // gone meanwhile
        }
    }

    /** Makes a file's content, or a folder's names, survive a power cut. */
    static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
