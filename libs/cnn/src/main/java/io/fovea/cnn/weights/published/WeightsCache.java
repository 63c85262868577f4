package io.fovea.cnn.weights.published;

import io.fovea.cnn.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A folder of published weights: each file is fetched once, checked, and there whole or not at all. Files that were put there
 * by hand are taken, after the same check. Several processes may share it.
 */
public final class WeightsCache {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path folder;
    private final Duration patience;

    /** @param folder made at the first fetch */
    public WeightsCache(Path folder) {
        this(folder, PATIENCE);
    }

    WeightsCache(Path folder, Duration patience) {
        this.folder = folder.toAbsolutePath().normalize();
        this.patience = patience;
    }

    /** {@code FOVEA_CACHE_DIR/weights}; without it {@code fovea/weights} in {@code XDG_CACHE_HOME} or {@code ~/.cache}. */
    public static Path defaultFolder(Map<String, String> environment) {
        String own = environment.getOrDefault("FOVEA_CACHE_DIR", "");
        if (!own.isEmpty()) {
            return Path.of(own, "weights");
        }
        String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path caches = shared.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(shared);
        return caches.resolve("fovea").resolve("weights");
    }

    /** Where the file is, or would be. */
    public Path place(PublishedFile file) {
        return folder.resolve(file.fileName());
    }

    /**
     * The file, from the folder or, checked, from its address.
     *
     * <p>A file is checked against the md5 that its publisher states. keras.applications states none for MobileNet and
     * MobileNetV2: what is fetched of those is checked against the md5 that the server states beside it ({@code
     * x-goog-hash}), and refused where it states none.
     *
     * @param progress told the bytes that have come, and how many there will be (-1 where the server does not say)
     * @throws WeightsException where the address cannot be reached, answers with an error, or sends something else than was
     *     published; nothing is left in the folder then
     */
    public Fetched get(PublishedFile file, Progress progress) {
        Path place = place(file);
        try {
            if (Files.exists(place)) {
                return kept(file, place);
            }
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, file.fileName(), ".part");
            try {
                Check check = new Download(file, place, patience).to(part, progress);
                Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
                return new Fetched(place, Files.size(place), true, check);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new WeightsException("The cache %s cannot be used: %s.".formatted(folder, e), e);
        }
    }

    private static Fetched kept(PublishedFile file, Path place) throws IOException {
        Optional<String> published = file.md5();
        if (published.isPresent()) {
            String found = Md5.of(place);
            if (!found.equals(published.get())) {
                throw new WeightsException("%s is not what was published: its md5 is %s, expected %s. Delete it."
                        .formatted(place, found, published.get()));
            }
        }
        return new Fetched(place, Files.size(place), false, published.isPresent() ? Check.PUBLISHED : Check.NONE);
    }

    /** What a file was checked against. */
    public enum Check {
        /** The md5 in the source of keras.applications. */
        PUBLISHED,
        /** The md5 that the server states, where its publisher states none. */
        SERVER,
        /** Nothing: it was in the folder already, and its publisher states no hash. */
        NONE
    }

    /**
     * A file in the cache.
     *
     * @param downloaded whether it was fetched just now
     */
    public record Fetched(Path file, long bytes, boolean downloaded, Check check) {}

    /** Hears how far a download is. */
    @FunctionalInterface
    public interface Progress {
        /** @param of all bytes, -1 where that is not known */
        void at(long bytes, long of);
    }
}
