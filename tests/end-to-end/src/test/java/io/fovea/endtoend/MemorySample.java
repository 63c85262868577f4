package io.fovea.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * What a service of Quarkus holds right after a garbage collection, in bytes.
 *
 * @param resident of the process, as the kernel counts
 * @param heap used
 * @param direct buffers outside the heap
 */
record MemorySample(long resident, long heap, long direct) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** @param server where its metrics are */
    static MemorySample of(long pid, URI server) throws InterruptedException {
        try {
            new ProcessBuilder("jcmd", Long.toString(pid), "GC.run")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            String metrics = HTTP.send(
                            HttpRequest.newBuilder(server.resolve("/q/metrics")).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
            return new MemorySample(
                    resident(pid),
                    sum(metrics, "jvm_memory_used_bytes{area=\"heap\""),
                    sum(metrics, "jvm_buffer_memory_used_bytes{id=\"direct\""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/%d/status".formatted(pid))).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * 1024)
                .findFirst()
                .orElseThrow();
    }

    private static long sum(String metrics, String name) {
        return (long) metrics.lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "resident %.1f MB, heap %.1f MB, direct %.1f MB",
                resident / 1e6,
                heap / 1e6,
                direct / 1e6);
    }
}
