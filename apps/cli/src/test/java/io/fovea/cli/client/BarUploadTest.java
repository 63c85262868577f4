package io.fovea.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.datasets.BarFiles;
import io.fovea.pipeline.BarsInput;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.market.v1.Bar;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against an HTTP server that answers in ingestion's place. */
class BarUploadTest {

    private static final BarsInput INPUT = (BarsInput) PipelineSpec.parse("""
                    pipeline: p
                    input: {kind: bars, period: day, barPeriod: minute}
                    windows: {lags: 2}
                    model: {architecture: monthlyreturns}
                    """).input();

    @TempDir
    Path folder;

    private final List<Request> requests = new ArrayList<>();
    private String rejected = "";
    private HttpServer server;

    private record Request(long atNanos, List<String> instruments) {}

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ingestion/pipelines/p/bars", this::take);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void shouldSendAllAtOnceWithoutAPace() throws IOException {
        // When
        BarUpload upload = upload(OptionalDouble.empty(), "A,2020-01-10T10:00:00Z,1\nB,2020-01-10T11:00:00Z,1\n");

        // Then
        assertThat(requests).extracting(Request::instruments).containsExactly(List.of("A", "B"));
        assertThat(upload.sent()).isEqualTo(2);
        assertThat(upload.accepted()).isEqualTo(2);
    }

    @Test
    void shouldLetTimePassAtTheDeclaredPace() throws IOException {
        // When: a minute later, at 120 times real time
        upload(
                OptionalDouble.of(120),
                "A,2020-01-10T10:00:00Z,1\nB,2020-01-10T10:00:00Z,1\nA,2020-01-10T10:01:00Z,2\n");

        // Then
        assertThat(requests).extracting(Request::instruments).containsExactly(List.of("A", "B"), List.of("A"));
        assertThat(requests.get(1).atNanos() - requests.get(0).atNanos())
                .as("half a second at least, but for what the first request itself took")
                .isGreaterThan(300_000_000L);
    }

    @Test
    void shouldCountRowsThatAreNoBarsAmongTheRefused() throws IOException {
        // Given
        rejected = "{\"index\":0,\"code\":\"INVALID_BAR\",\"explanation\":\"it is odd.\"}";

        // When
        BarUpload upload = upload(OptionalDouble.empty(), "A,2020-01-10T10:00:00Z,1\nB,2020-01-10T10:00:00Z,one\n");

        // Then
        assertThat(upload.sent()).isEqualTo(2);
        assertThat(upload.accepted()).isZero();
        assertThat(upload.rejected()).isEqualTo(2);
        assertThat(upload.refusals())
                .containsExactly(
                        "row 2 by time: close is 'one'; allowed: a number.",
                        "A, period to 2020-01-10T10:01:00Z: it is odd.");
    }

    @Test
    void shouldSayThatAnAnswerNamesARecordThatWasNotSent() {
        // Given
        rejected = "{\"index\":7,\"code\":\"INVALID_BAR\",\"explanation\":\"it is odd.\"}";

        // When, Then
        assertThatThrownBy(() -> upload(OptionalDouble.empty(), "A,2020-01-10T10:00:00Z,1\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("refused record 7 of 1 that it was sent");
    }

    private BarUpload upload(OptionalDouble pace, String rows) throws IOException {
        Path file = Files.writeString(folder.resolve("bars.csv"), "instrument,time,close\n" + rows);
        URI address = URI.create("http://localhost:" + server.getAddress().getPort());
        return new BarUpload(new IngestionClient(address), "p", pace, sent -> {})
                .send(BarFiles.open(List.of(file), INPUT));
    }

    private void take(HttpExchange exchange) throws IOException {
        List<String> instruments = new ArrayList<>();
        for (Bar bar; (bar = Bar.parseDelimitedFrom(exchange.getRequestBody())) != null; ) {
            instruments.add(bar.getInstrument());
        }
        requests.add(new Request(System.nanoTime(), instruments));
        int accepted = rejected.isEmpty() ? instruments.size() : 0;
        byte[] answer = "{\"accepted\":%d,\"duplicates\":0,\"rejected\":[%s]}"
                .formatted(accepted, rejected)
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }
}
