package io.fovea.endtoend;

import com.google.protobuf.ByteString;
import io.fovea.proto.image.v1.ImageRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A patient client of ingestion, on a thread of its own: it sends a few images, and sends them again until it is told that
 * they were taken in, whoever is killed meanwhile.
 */
final class Feeder extends Thread {

    private static final int IMAGES_PER_REQUEST = 10;
    private static final long PAUSE_MILLIS = 60; // about 150 images a second

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String pipeline;
    private final List<byte[]> images;
    private final Supplier<Optional<URI>> ingestion;
    private final AtomicInteger taken = new AtomicInteger();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Feeder(String pipeline, List<byte[]> images, Supplier<Optional<URI>> ingestion) {
        this.pipeline = pipeline;
        this.images = images;
        this.ingestion = ingestion;
        setDaemon(true);
    }

    /** Images that ingestion has said yes to. */
    int taken() {
        return taken.get();
    }

    /** Returns when ingestion says yes the next time, or has said it to all. */
    void awaitMore() {
        int before = taken.get();
        Instant deadline = Instant.now().plus(PATIENCE);
        while (taken.get() == before && before < images.size()) {
            if (Instant.now().isAfter(deadline)) {
                throw new AssertionError("no image taken in for " + PATIENCE);
            }
            Pause.millis(10);
        }
    }

    @Override
    public void run() {
        while (taken.get() < images.size()) {
            int from = taken.get();
            int to = Math.min(from + IMAGES_PER_REQUEST, images.size());
            if (send(images.subList(from, to))) {
                taken.set(to);
            }
            Pause.millis(PAUSE_MILLIS);
        }
    }

    private boolean send(List<byte[]> batch) {
        Optional<URI> base = ingestion.get();
        if (base.isEmpty()) {
            return false;
        }
        HttpRequest request = HttpRequest.newBuilder(base.get().resolve("/ingestion/pipelines/" + pipeline + "/images"))
                .header("Content-Type", "application/vnd.fovea.images+protobuf")
                .timeout(Duration.ofSeconds(5))
                .POST(HttpRequest.BodyPublishers.ofByteArray(delimited(batch)))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException e) {
            return false; // killed before it answered: it may have taken them, and must see that when they come again
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] delimited(List<byte[]> batch) {
        var bytes = new ByteArrayOutputStream();
        try {
            for (byte[] image : batch) {
                ImageRecord.newBuilder()
                        .setEncoded(ByteString.copyFrom(image))
                        .build()
                        .writeDelimitedTo(bytes);
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }
}
