package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.RecordingTerminal;
import io.fovea.download.Checksum;
import io.fovea.download.RemoteFile;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Against a server on this machine, which plays the one that has the files. */
class DatasetGetCommandTest {
    @TempDir
    private Path folder;

    private final RecordingTerminal terminal = new RecordingTerminal();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/wrong/", exchange -> {
            exchange.sendResponseHeaders(200, 5);
            exchange.getResponseBody().write(new byte[] {'h', 'e', 'l', 'l', 'o'});
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldFetchEveryFileAndThenFindThemThere() throws IOException {
        // Given
        Checksum hello = Checksum.sha256("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
        List<RemoteFile> files = Stream.of("a.bin", "b.bin")
                .map(file -> URI.create(address("wrong") + "/" + file))
                .map(address -> new RemoteFile(address, Optional.of(hello), OptionalLong.of(5)))
                .toList();
        Context context = new Context(terminal.terminal(), options -> {
            throw new CommandFailure("This test starts no platform.");
        });
        String[] line = {"two", "--to", folder.toString(), "--json"};

        // When
        int first = new CommandLine(new DatasetGetCommand(context, name -> files)).execute(line);
        JsonNode fetched = new ObjectMapper().readTree(terminal.out());
        int second = new CommandLine(new DatasetGetCommand(context, name -> files)).execute(line);

        // Then
        assertThat(first + second).isZero();
        assertThat(fetched.path("folder").asText()).isEqualTo(folder.toString());
        assertThat(fetched.path("files"))
                .hasSize(2)
                .allMatch(file -> file.path("downloaded").asBoolean());
        assertThat(fetched.path("files").get(1).path("checkedBy").asText()).isEqualTo("sha256");
        assertThat(folder.resolve("b.bin")).hasContent("hello");
        assertThat(terminal.err())
                .contains("a.bin")
                .contains("sha256 as published")
                .contains("was there; ");
    }

    @Test
    void shouldRefuseAFileOfAnotherLengthInASentence() {
        // When
        int status = get("eurosat", "wrong");

        // Then
        assertThat(status).isEqualTo(1);
        assertThat(terminal.err())
                .contains("/wrong/EuroSAT_RGB.zip is 5 bytes long, expected 94658721; it is not what was published.")
                .doesNotContain("Exception");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldRefuseAFileWithAnotherHashWhereNoLengthIsStated() {
        assertThat(get("svhn", "wrong")).isEqualTo(1);
        assertThat(terminal.err())
                .contains("/wrong/train.tar.gz sent something else than was published: its sha256 is 2cf24dba");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldSayThatAServerHasNoneAndWhereToPutAFile() {
        assertThat(get("cifar10", "absent")).isEqualTo(1);
        assertThat(terminal.err())
                .contains("/absent/cifar-10-binary.tar.gz answers with status 404")
                .contains(folder.resolve("cifar-10-binary.tar.gz").toString());
    }

    @Test
    void shouldSayWhichThereAre() {
        assertThat(get("imagenet", "wrong")).isEqualTo(1);
        assertThat(terminal.err())
                .isEqualToIgnoringNewLines("fovea: There is no data set imagenet to fetch. There are: "
                        + "mnist, fashion-mnist, cifar10, svhn, svhn-cropped, eurosat.");
    }

    private int get(String name, String from) {
        return CommandLines.on(terminal)
                .execute("dataset", "get", name, "--from", address(from), "--to", folder.toString());
    }

    private String address(String from) {
        return "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), from);
    }
}
