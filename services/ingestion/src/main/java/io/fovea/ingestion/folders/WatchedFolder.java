package io.fovea.ingestion.folders;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A folder, looked at again and again: which of its files are whole and have not been taken. A file is whole when its size and its time have been the same for a
 * while, or when it is older than that, as one that was moved in. Links are not followed; names that begin with a dot, or end as those of unfinished downloads
 * do, are passed over. Not for several threads.
 */
final class WatchedFolder {
    private static final List<String> UNFINISHED = List.of(".part", ".tmp", ".crdownload", "~");

    private final Path folder;
    private final Duration settling;
    private Map<Path, Seen> files = new HashMap<>();

    /** @param settling how long a file must have been the same */
    WatchedFolder(Path folder, Duration settling) {
        this.folder = folder;
        this.settling = settling;
    }

    Path folder() {
        return folder;
    }

    /** Those to be taken now, by name. A file that changes after it was taken comes again. */
    List<Path> whole(Instant now) throws IOException {
        Map<Path, Seen> present = new HashMap<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean isHidden = !directory.equals(folder) && name(directory).startsWith(".");
                return isHidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (attributes.isRegularFile() && isFinished(name(file))) {
                    present.put(file, seen(file, Stamp.of(attributes), now));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                if (file.equals(folder)) {
                    throw problem;
                }
                return FileVisitResult.CONTINUE; // gone since its folder was listed, or not ours to read
            }
        });
        files = present;
        return present.entrySet().stream()
                .filter(file -> !file.getValue().taken && file.getValue().isWhole(now, settling))
                .map(Map.Entry::getKey)
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** Whether the file is still as it was when it was found whole. */
    boolean isUnchanged(Path file) {
        Seen seen = files.get(file);
        try {
            return seen != null && seen.stamp.equals(Stamp.of(Files.readAttributes(file, BasicFileAttributes.class)));
        } catch (IOException e) {
            return false;
        }
    }

    /** So that they do not come again. */
    void taken(Stream<Path> handled) {
        handled.forEach(file -> files.computeIfPresent(file, (name, seen) -> seen.asTaken()));
    }

    private Seen seen(Path file, Stamp stamp, Instant now) {
        Seen before = files.get(file);
        return before != null && before.stamp.equals(stamp) ? before : new Seen(stamp, now, false);
    }

    private static boolean isFinished(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return !lower.startsWith(".") && UNFINISHED.stream().noneMatch(lower::endsWith);
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    private record Stamp(long size, Instant modified) {
        static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.size(), attributes.lastModifiedTime().toInstant());
        }
    }

    private record Seen(Stamp stamp, Instant since, boolean taken) {
        Seen asTaken() {
            return new Seen(stamp, since, true);
        }

        boolean isWhole(Instant now, Duration settling) {
            Instant before = now.minus(settling);
            return !since.isAfter(before) || !stamp.modified.isAfter(before);
        }
    }
}
