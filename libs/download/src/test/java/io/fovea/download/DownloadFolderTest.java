package io.fovea.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an HTTP server of the JDK's on this machine, which notes what it was asked for. */
class DownloadFolderTest {
    private static final byte[] CONTENTS = "0123456789abcdef!".repeat(20_000).getBytes(StandardCharsets.UTF_8);
    private static final int HALF = CONTENTS.length / 2;

    @TempDir
    Path directory;

    private final List<String> ranges = new ArrayList<>();
    private HttpServer server;
    private DownloadFolder folder;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/cut", exchange -> send(exchange, 200, CONTENTS, HALF)); // then the connection is closed
        serve("/plain", exchange -> send(exchange, 200, CONTENTS, CONTENTS.length));
        serve("/ranged", exchange -> {
            int from = Integer.parseInt(ranges.get(ranges.size() - 1).replaceAll("\\D", ""));
            if (from >= CONTENTS.length) {
                send(exchange, 416, new byte[0], 0);
                return;
            }
            exchange.getResponseHeaders()
                    .add("Content-Range", "bytes %d-%d/%d".formatted(from, CONTENTS.length - 1, CONTENTS.length));
            byte[] rest = Arrays.copyOfRange(CONTENTS, from, CONTENTS.length);
            send(exchange, 206, rest, rest.length);
        });
        server.start();
        folder = new DownloadFolder(directory, Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldGoOnWhereAConnectionWasCut() throws IOException {
        // Given
        assertRefused(file("cut", sha256(CONTENTS)), "broke off after ");
        long kept = Files.size(directory.resolve("data.bin.part"));
        List<Long> heard = new ArrayList<>();

        // When
        Fetched fetched = folder.get(file("ranged", sha256(CONTENTS)), (bytes, of) -> heard.add(bytes * 100 / of));

        // Then
        assertThat(kept).isBetween(1L, (long) HALF);
        assertThat(ranges).containsExactly("none", "bytes=%d-".formatted(kept));
        assertThat(fetched)
                .isEqualTo(new Fetched(directory.resolve("data.bin"), CONTENTS.length, true, Check.PUBLISHED));
        assertThat(fetched.file()).hasBinaryContent(CONTENTS);
        assertThat(heard).isSorted().endsWith(100L).allMatch(percent -> percent >= kept * 100 / CONTENTS.length);
        assertThat(directory.toFile().list()).containsExactly("data.bin");
    }

    @Test
    void shouldBeginAgainWhereTheServerKnowsNoRanges() throws IOException {
        // Given
        Files.write(directory.resolve("data.bin.part"), Arrays.copyOf(CONTENTS, 1_000));

        // When
        Fetched fetched = folder.get(file("plain", sha256(CONTENTS)), (bytes, of) -> {});

        // Then
        assertThat(ranges).containsExactly("bytes=1000-");
        assertThat(fetched.file()).hasBinaryContent(CONTENTS);
    }

    @Test
    void shouldBeginAgainWhereThePartIsLongerThanTheFile() throws IOException {
        // Given
        Files.write(directory.resolve("data.bin.part"), new byte[CONTENTS.length + 1]);
        serve("/whole-or-416", exchange -> {
            boolean ranged = exchange.getRequestHeaders().containsKey("Range");
            send(exchange, ranged ? 416 : 200, ranged ? new byte[0] : CONTENTS, ranged ? 0 : CONTENTS.length);
        });

        // When
        Fetched fetched = folder.get(file("whole-or-416", sha256(CONTENTS)), (bytes, of) -> {});

        // Then
        assertThat(ranges).containsExactly("bytes=%d-".formatted(CONTENTS.length + 1), "none");
        assertThat(fetched.file()).hasBinaryContent(CONTENTS);
    }

    @Test
    void shouldLeaveNothingOfAFileWithAnotherHash() {
        String other = "0".repeat(64);

        assertRefused(
                file("plain", Checksum.sha256(other)),
                "sent something else than was published: its sha256 is %s, expected %s."
                        .formatted(sha256(CONTENTS).hex(), other));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldThrowAwayAPartThatIsOfAnotherFile() throws IOException {
        // Given
        Files.write(directory.resolve("data.bin.part"), new byte[1_000]);
        RemoteFile file = file("ranged", sha256(CONTENTS));

        // When
        assertRefused(file, "sent something else than was published");

        // Then
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldRefuseAnotherLengthBeforeItReads() {
        RemoteFile file = new RemoteFile(address("plain"), Optional.of(sha256(CONTENTS)), OptionalLong.of(5));

        assertRefused(file, "is %d bytes long, expected 5; it is not what was published.".formatted(CONTENTS.length));
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void shouldLeaveAFileAloneThatSomebodyElseIsFetching() throws IOException {
        Path part = directory.resolve("data.bin.part");
        try (FileChannel other = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            other.lock();

            assertRefused(file("plain", sha256(CONTENTS)), "Somebody else is fetching data.bin.part just now.");
        }
        assertThat(ranges).isEmpty();
        assertThat(part).exists();
    }

    @Test
    void shouldTakeWebAddressesThatEndWithAFileNameOnly() {
        for (String address : List.of("file:///etc/passwd", "http://127.0.0.1/a/..", "http://127.0.0.1/")) {
            assertThatThrownBy(() -> new RemoteFile(URI.create(address), Optional.empty(), OptionalLong.empty()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(address);
        }
        assertThatThrownBy(() -> Checksum.md5("abc"))
                .hasMessageContaining("by md5")
                .hasMessageContaining("abc");
    }

    private void assertRefused(RemoteFile file, String why) {
        assertThatThrownBy(() -> folder.get(file, (bytes, of) -> {}))
                .isInstanceOf(DownloadException.class)
                .hasMessageContaining(why);
    }

    private RemoteFile file(String behaviour, Checksum checksum) {
        return new RemoteFile(address(behaviour), Optional.of(checksum), OptionalLong.empty());
    }

    private URI address(String behaviour) {
        return URI.create(
                "http://127.0.0.1:%d/%s/data.bin".formatted(server.getAddress().getPort(), behaviour));
    }

    private void serve(String path, Answer answer) {
        server.createContext(path, exchange -> {
            ranges.add(Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                    .orElse("none"));
            answer.to(exchange);
        });
    }

    private static void send(HttpExchange exchange, int status, byte[] body, int sent) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body, 0, sent);
        exchange.getResponseBody().flush();
        exchange.close();
    }

    private static Checksum sha256(byte[] contents) {
        try {
            return Checksum.sha256(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(contents)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }
}
