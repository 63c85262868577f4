package io.fovea.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A folder of published files: each is fetched once, checked, and there under its name whole or not at all. What came of a
 * download that broke off is kept as {@code NAME.part}, and the next attempt goes on from there. Files that were put there by
 * hand are taken, after the same check. Several processes may share it.
 */
public final class DownloadFolder {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final Duration patience;

    /** @param folder made at the first fetch */
    public DownloadFolder(Path folder) {
        this(folder, PATIENCE);
    }

    /** @param patience how long a server may be silent before a download is given up */
    public DownloadFolder(Path folder, Duration patience) {
        this.folder = folder.toAbsolutePath().normalize();
        this.patience = patience;
    }

    /** {@code FOVEA_CACHE_DIR/kind}; without it {@code fovea/kind} in {@code XDG_CACHE_HOME} or {@code ~/.cache}. */
    public static Path inCache(Map<String, String> environment, String kind) {
        String own = environment.getOrDefault("FOVEA_CACHE_DIR", "");
        if (!own.isEmpty()) {
            return Path.of(own, kind);
        }
        String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = shared.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(shared);
        return caches.resolve("fovea").resolve(kind);
    }

    /** Where the file is, or would be. */
    public Path place(RemoteFile file) {
        return folder.resolve(file.fileName());
    }

    /**
     * The file, from the folder or, checked, from its address. Where no checksum is stated for it, what is fetched is checked
     * against the md5 that Google's storage states beside a file ({@code x-goog-hash}), and refused where there is none.
     *
     * @throws DownloadException where the address cannot be reached, answers with an error, breaks off, or sends something else
     *     than was published; nothing is left under the file's name then
     */
    public Fetched get(RemoteFile file, Progress progress) {
        Path place = place(file);
        try {
            return Files.exists(place) ? kept(file, place) : fetched(file, place, progress);
        } catch (IOException e) {
            throw new DownloadException("The folder %s cannot be used: %s.".formatted(folder, e), e);
        }
    }

    private Fetched fetched(RemoteFile file, Path place, Progress progress) throws IOException {
        Files.createDirectories(folder);
        Path part = folder.resolve(file.fileName() + ".part");
        try (FileChannel channel =
                FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            lock(channel, part);
            try {
                Check check = new Download(file, place, patience).to(part, channel, progress);
                Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
                return new Fetched(place, Files.size(place), true, check);
            } finally {
                if (channel.size() == 0) {
                    Files.deleteIfExists(part);
                }
            }
        }
    }

    /** Held until the channel is closed. */
    private static void lock(FileChannel channel, Path part) throws IOException {
        @Nullable FileLock lock = null;
        try {
            lock = channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // somebody in this process has it
        }
        if (lock == null) {
            throw new DownloadException("Somebody else is fetching %s just now. Wait for them, then run this again."
                    .formatted(part.getFileName()));
        }
    }

    private static Fetched kept(RemoteFile file, Path place) throws IOException {
        Optional<Checksum> published = file.checksum();
        if (published.isPresent()) {
            Checksum found = published.get().of(place);
            if (!found.equals(published.get())) {
                throw new DownloadException("%s is not what was published: its %s is %s, expected %s. Delete it."
                        .formatted(
                                place,
                                found.algorithm().title(),
                                found.hex(),
                                published.get().hex()));
            }
        }
        return new Fetched(place, Files.size(place), false, published.isPresent() ? Check.PUBLISHED : Check.NONE);
    }
}
