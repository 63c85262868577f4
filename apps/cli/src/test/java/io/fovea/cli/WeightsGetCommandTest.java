package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.fovea.cli.terminal.RecordingTerminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server on this machine, which plays the one that has the files. */
class WeightsGetCommandTest {

    private static final String FILE = "mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.5_224_no_top.h5";

    @TempDir
    private Path folder;

    private final RecordingTerminal terminal = new RecordingTerminal();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/models/" + FILE, exchange -> {
            exchange.getResponseHeaders().add("x-goog-hash", "md5=XUFAKrxLKna5cZ2REBfFkg=="); // of "hello"
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
    void shouldFetchWithoutTopOfAWidthAndPrintWhereItIs() {
        // When
        int status = get("mobilenetv2", "--no-top", "--width", "0.5");

        // Then
        assertThat(status).isZero();
        assertThat(terminal.out().strip()).isEqualTo(folder.resolve(FILE).toString());
        assertThat(terminal.err()).contains("md5 as the server states; none is published");
        assertThat(folder.resolve(FILE)).hasContent("hello");
    }

    @Test
    void shouldPrintJson() throws IOException {
        // When
        get("mobilenetv2", "--no-top", "--width", "0.5", "--json");

        // Then
        JsonNode json = new ObjectMapper().readTree(terminal.out());
        assertThat(json.path("checkedAgainst").asText()).isEqualTo("server");
        assertThat(json.path("bytes").asLong()).isEqualTo(5);
        assertThat(json.path("top").asBoolean()).isFalse();
    }

    @Test
    void shouldSayInOneSentenceThatThereIsNone() {
        assertThat(get("vgg16")).isEqualTo(1);
        assertThat(terminal.err())
                .contains("/models/vgg16_weights_tf_dim_ordering_tf_kernels.h5 answers with status 404")
                .contains(folder.resolve("vgg16_weights_tf_dim_ordering_tf_kernels.h5")
                        .toString())
                .doesNotContain("Exception");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void shouldSayWhichThereAre() {
        assertThat(get("lenet5")).isEqualTo(1);
        assertThat(terminal.err())
                .startsWith("fovea: keras.applications publishes no weights for lenet5. It does for vgg16, ")
                .hasLineCount(1);
    }

    private int get(String... arguments) {
        String[] line = new String[arguments.length + 6];
        String from = "http://127.0.0.1:%d/models".formatted(server.getAddress().getPort());
        System.arraycopy(new String[] {"weights", "get", "--from", from, "--cache", folder.toString()}, 0, line, 0, 6);
        System.arraycopy(arguments, 0, line, 6, arguments.length);
        return CommandLines.on(terminal).execute(line);
    }
}
