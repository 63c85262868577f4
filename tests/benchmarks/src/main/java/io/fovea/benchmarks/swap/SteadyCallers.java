package io.fovea.benchmarks.swap;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Asks at a steady rate, whether answers have come or not, so that whoever is slow is asked no less. A call's time runs from when it
 * was due.
 */
final class SteadyCallers implements AutoCloseable {
    private static final int PIXELS = 28 * 28;
    private static final String JSON_LENGTH = "Inference-Header-Content-Length";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI model;
    private final HttpRequest request;
    private final long betweenNanos;
    private final ConcurrentLinkedQueue<long[]> done =
            new ConcurrentLinkedQueue<>(); // when it was due, how long it took
    private final AtomicLong asked = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final Thread thread = new Thread(this::ask, "callers");
    private volatile boolean stopped;

    SteadyCallers(URI server, String model, int rate) {
        this.model = server.resolve("/v2/models/" + model);
        this.request = request();
        this.betweenNanos = 1_000_000_000L / rate;
    }

    private HttpRequest request() {
        byte[] pixels = new byte[PIXELS];
        new Random(7).nextBytes(pixels);
        byte[] json = """
                {"inputs": [{"name": "image", "shape": [1, 28, 28, 1], "datatype": "UINT8", "parameters": {"binary_data_size": %d}}]}""".formatted(PIXELS).getBytes(UTF_8);
        var body = new ByteArrayOutputStream();
        body.writeBytes(json);
        body.writeBytes(pixels);
        return HttpRequest.newBuilder(URI.create(model + "/infer"))
                .header(JSON_LENGTH, Integer.toString(json.length))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                .build();
    }

    void start() {
        thread.start();
    }

    private void ask() {
        long due = System.nanoTime();
        while (!stopped) {
            long wait = due - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            } else {
                ask(due);
                due += betweenNanos;
            }
        }
    }

    private void ask(long due) {
        asked.incrementAndGet();
        http.sendAsync(request, HttpResponse.BodyHandlers.ofByteArray()).whenComplete((response, failure) -> {
            done.add(new long[] {due, System.nanoTime() - due});
            if (failure != null || response.statusCode() != 200) {
                failed.incrementAndGet();
            }
            answered.incrementAndGet();
        });
    }

    /** Waits until the server says that this version answers. */
    void awaitVersion(String version) throws Exception {
        HttpRequest metadata = HttpRequest.newBuilder(model).build();
        while (true) {
            HttpResponse<String> response = http.send(metadata, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() == 200
                    && new ObjectMapper()
                            .readTree(response.body())
                            .path("versions")
                            .path(0)
                            .asText()
                            .equals(version)) {
                return;
            }
            Thread.sleep(5);
        }
    }

    /** Of the calls that were due in this time, by {@link System#nanoTime}; to be asked once all are answered. */
    Latencies between(long from, long to) {
        return new Latencies(done.stream()
                .filter(call -> call[0] >= from && call[0] < to)
                .mapToLong(call -> call[1])
                .sorted()
                .toArray());
    }

    /** Asks no more, and waits for all answers. */
    void stop() throws InterruptedException {
        stopped = true;
        thread.join();
        while (answered.get() < asked.get()) {
            Thread.sleep(10);
        }
    }

    long asked() {
        return asked.get();
    }

    /** Calls that got no answer, or another status than 200. */
    long failed() {
        return failed.get();
    }

    @Override
    public void close() {
        stopped = true;
    }
}
