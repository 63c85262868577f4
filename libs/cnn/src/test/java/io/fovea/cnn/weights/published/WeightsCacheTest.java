package io.fovea.cnn.weights.published;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fovea.cnn.weights.WeightsException;
import io.fovea.download.Check;
import io.fovea.download.Fetched;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an HTTP server of the JDK's, on this machine. */
class WeightsCacheTest {
    private static final byte[] CONTENTS = "weights".repeat(30_000).getBytes(StandardCharsets.UTF_8);
    private static final String MD5 = "0c91a2deac0d6a0e7ab9c6aa7a8c4f7c";

    @TempDir
    Path folder;

    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private WeightsCache cache;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/whole.h5", exchange -> answer(exchange, CONTENTS.length, CONTENTS.length));
        server.createContext("/stated.h5", exchange -> {
            exchange.getResponseHeaders().add("x-goog-hash", "crc32c=AAAAAA==");
            exchange.getResponseHeaders().add("x-goog-hash", "md5=" + base64(md5()));
            answer(exchange, CONTENTS.length, CONTENTS.length);
        });
        server.createContext("/cut.h5", exchange -> answer(exchange, CONTENTS.length, CONTENTS.length / 2));
        server.createContext("/silent.h5", exchange -> {
            exchange.sendResponseHeaders(200, CONTENTS.length);
            exchange.getResponseBody().write(CONTENTS, 0, 1000);
            exchange.getResponseBody().flush();
            await();
        });
        server.createContext("/moved.h5", exchange -> {
            exchange.getResponseHeaders().add("Location", "/whole.h5");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        cache = new WeightsCache(folder, Duration.ofMillis(500));
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void shouldFetchOnceAndThenKeep() throws IOException {
        // Given
        PublishedFile file = file("whole.h5", Optional.of(md5()));
        List<Long> heard = new ArrayList<>();

        // When
        Fetched first = cache.get(file, (bytes, of) -> heard.add(bytes * 100 / of));
        Fetched second = cache.get(file, (bytes, of) -> heard.add(-1L));

        // Then
        assertThat(first).isEqualTo(new Fetched(folder.resolve("whole.h5"), CONTENTS.length, true, Check.PUBLISHED));
        assertThat(second).isEqualTo(new Fetched(folder.resolve("whole.h5"), CONTENTS.length, false, Check.PUBLISHED));
        assertThat(Files.readAllBytes(first.file())).isEqualTo(CONTENTS);
        assertThat(heard).isNotEmpty().isSorted().doesNotContain(-1L).endsWith(100L);
        assertThat(folder.toFile().list()).containsExactly("whole.h5");
    }

    @Test
    void shouldFollowARedirect() {
        assertThat(cache.get(file("moved.h5", Optional.of(md5())), (bytes, of) -> {})
                        .bytes())
                .isEqualTo(CONTENTS.length);
    }

    @Test
    void shouldCheckAgainstWhatTheServerStatesWhereNothingIsPublished() {
        assertRefused(file("whole.h5", Optional.empty()), "states a hash to check it against; it was not fetched.");
        assertThat(cache.get(file("stated.h5", Optional.empty()), (bytes, of) -> {})
                        .check())
                .isEqualTo(Check.SERVER);
    }

    @Test
    void shouldLeaveNothingOfAFileWithAnotherHash() {
        assertRefused(
                file("whole.h5", Optional.of(MD5)),
                "sent something else than was published: its md5 is %s, expected %s.".formatted(md5(), MD5));
    }

    @Test
    void shouldKeepOnlyThePartOfAFileThatBreaksOff() {
        assertBrokenOff("cut.h5", "broke off after ");
    }

    @Test
    void shouldGiveUpOnAServerThatFallsSilent() {
        assertBrokenOff("silent.h5", "broke off after 1000 bytes (no answer within 0.5 s).");
    }

    @Test
    void shouldSayWhatTheServerAnswersAndWhereToPutAFile() {
        assertRefused(
                file("absent.h5", Optional.of(md5())),
                "/absent.h5 answers with status 404, expected 200. Maybe there is no network: "
                        + "a file that was fetched by hand can be put at %s.".formatted(folder.resolve("absent.h5")));
    }

    @Test
    void shouldSayInASentenceThatThereIsNoNetwork() throws IOException {
        int nobody;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = socket.getLocalPort();
        }
        PublishedFile file = file("whole.h5", Optional.of(md5())).from(URI.create("http://127.0.0.1:" + nobody + "/a"));

        assertRefused(file, "http://127.0.0.1:%d/a/whole.h5 cannot be reached (".formatted(nobody));
        assertRefused(
                file.from(URI.create("http://fovea.invalid")),
                "http://fovea.invalid/whole.h5 cannot be reached (its host is not known here). Maybe there is no network: "
                        + "a file that was fetched by hand can be put at %s.".formatted(folder.resolve("whole.h5")));
    }

    @Test
    void shouldTakeAFileThatWasPutThereByHandAfterTheSameCheck() throws IOException {
        // Given
        PublishedFile file = file("absent.h5", Optional.of(md5()));
        Files.write(folder.resolve("absent.h5"), CONTENTS);

        // When, Then
        assertThat(cache.get(file, (bytes, of) -> {}).downloaded()).isFalse();
        Files.write(folder.resolve("absent.h5"), new byte[3]);
        assertThatThrownBy(() -> cache.get(file, (bytes, of) -> {}))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith(folder.resolve("absent.h5") + " is not what was published: its md5 is ")
                .hasMessageEndingWith("Delete it.");
    }

    @Test
    void shouldLieWhereCachesLie() {
        assertThat(WeightsCache.defaultFolder(Map.of("FOVEA_CACHE_DIR", "/a"))).isEqualTo(Path.of("/a/weights"));
        assertThat(WeightsCache.defaultFolder(Map.of("XDG_CACHE_HOME", "/b"))).isEqualTo(Path.of("/b/fovea/weights"));
        assertThat(WeightsCache.defaultFolder(Map.of()))
                .isEqualTo(Path.of(System.getProperty("user.home"), ".cache", "fovea", "weights"));
    }

    private void assertBrokenOff(String name, String why) {
        assertThatThrownBy(() -> cache.get(file(name, Optional.of(md5())), (bytes, of) -> {}))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(why);
        assertThat(folder.toFile().list()).containsExactly(name + ".part");
    }

    private void assertRefused(PublishedFile file, String why) {
        assertThatThrownBy(() -> cache.get(file, (bytes, of) -> {}))
                .isInstanceOf(WeightsException.class)
                .hasMessageContaining(why);
        assertThat(folder.toFile().list()).isEmpty();
    }

    private PublishedFile file(String name, Optional<String> md5) {
        URI address = URI.create(
                "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), name));
        return new PublishedFile("vgg16", 1, Optional.empty(), true, md5, address);
    }

    private static void answer(HttpExchange exchange, long length, int sent) throws IOException {
        exchange.sendResponseHeaders(200, length);
        exchange.getResponseBody().write(CONTENTS, 0, sent);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String md5() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(CONTENTS));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String hex) {
        return java.util.Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }
}
