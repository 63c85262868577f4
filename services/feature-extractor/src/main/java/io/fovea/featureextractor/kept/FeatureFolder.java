package io.fovea.featureextractor.kept;

import com.google.protobuf.ByteString;
import io.fovea.registry.ArtefactException;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Features of one layer of one network, by the hash of what the network was fed. They lie in segments, one for each batch that was
 * computed: rows of {@code [hash, features]}, and the segment's name is its own hash. Several services may add to a folder. Thread-safe.
 */
final class FeatureFolder {
    private static final Logger LOG = Logger.getLogger(FeatureFolder.class);
    private static final long LOOK_AGAIN_NANOS = Duration.ofSeconds(10).toNanos();
    private static final int HASH_BYTES = 32;
    private static final String ABOUT = "about.txt";

    private final ArtefactStore store;
    private final String place;
    private final int bytes;
    private final Map<ByteString, Row> rows = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    private long lookedAtNanos;

    /** Where a row's features begin in its segment. */
    private record Row(String segment, long position) {}

    FeatureFolder(ArtefactStore store, FeatureOf features) {
        this.store = store;
        this.place = features.folder();
        this.bytes = features.bytes();
        store.putIfAbsent(place + "/" + ABOUT, features.description().getBytes(StandardCharsets.UTF_8));
        look();
    }

    /** The features of this hash; another service's may take ten seconds to be seen. */
    synchronized Optional<ByteString> find(ByteString hash) {
        if (!rows.containsKey(hash) && System.nanoTime() - lookedAtNanos > LOOK_AGAIN_NANOS) {
            look();
        }
        return Optional.ofNullable(rows.get(hash)).map(this::read);
    }

    /** Adds a segment, unless every row is there already. */
    synchronized void add(Map<ByteString, ByteString> features) {
        Map<ByteString, ByteString> fresh = new HashMap<>(features);
        fresh.keySet().removeAll(rows.keySet());
        if (fresh.isEmpty()) {
            return;
        }
        ByteBuffer segment = ByteBuffer.allocate(fresh.size() * rowBytes());
        fresh.forEach((hash, row) -> segment.put(hash.asReadOnlyByteBuffer()).put(row.asReadOnlyByteBuffer()));
        String name = Sha256.of(segment.array());
        store.putIfAbsent(place + "/" + name, segment.array());
        index(name, segment.array());
    }

    private void look() {
        lookedAtNanos = System.nanoTime();
        for (String name : store.list(place)) {
            if (!name.equals(ABOUT) && seen.add(name)) {
                open(name);
            }
        }
    }

    /** A segment that is not what its name says is passed over: what was in it is computed again. */
    private void open(String name) {
        try {
            byte[] segment = Files.readAllBytes(path(name));
            if (segment.length % rowBytes() == 0 && Sha256.of(segment).equals(name)) {
                index(name, segment);
            } else {
                LOG.warnf("Kept features are broken and are not used: %s/%s", place, name);
            }
        } catch (IOException | ArtefactException e) {
            LOG.warnf("Kept features cannot be read and are not used: %s/%s, %s", place, name, e.getMessage());
        }
    }

    private void index(String name, byte[] segment) {
        seen.add(name);
        for (int at = 0; at < segment.length; at += rowBytes()) {
            rows.put(ByteString.copyFrom(segment, at, HASH_BYTES), new Row(name, at + (long) HASH_BYTES));
        }
    }

    private ByteString read(Row row) {
        try (FileChannel segment = FileChannel.open(path(row.segment()))) {
            ByteBuffer features = ByteBuffer.allocate(bytes);
            while (features.hasRemaining() && segment.read(features, row.position() + features.position()) > 0) {}
            return ByteString.copyFrom(features.flip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path path(String segment) {
        return store.fetch(place + "/" + segment);
    }

    private int rowBytes() {
        return HASH_BYTES + bytes;
    }
}
