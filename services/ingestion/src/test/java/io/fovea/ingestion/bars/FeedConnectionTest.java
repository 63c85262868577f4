package io.fovea.ingestion.bars;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.ingestion.publishing.BarLetter;
import io.fovea.market.Decimals;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.market.v1.Bar;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a WebSocket server in this JVM. */
class FeedConnectionTest {

    private static final Instant NOW = Instant.parse("2020-01-10T12:00:00Z");

    private final Vertx vertx = Vertx.vertx();
    private final BlockingQueue<ServerWebSocket> connections = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> subscriptions = new LinkedBlockingQueue<>();
    private final BlockingQueue<Bar> bars = new LinkedBlockingQueue<>();
    private final BlockingQueue<BarLetter> letters = new LinkedBlockingQueue<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private HttpServer server;

    /** Quarkus switches Vert.x' own handler of WebSockets off for the whole JVM, so each request is upgraded here. */
    @BeforeEach
    void listen() throws Exception {
        server = vertx.createHttpServer()
                .requestHandler(request -> request.toWebSocket().onSuccess(this::connected))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
    }

    private void connected(ServerWebSocket socket) {
        socket.textMessageHandler(subscriptions::add);
        connections.add(socket);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void shouldMapMessagesToBarsByDeclaredPaths() throws Exception {
        try (FeedConnection connection = open(new AtomicInteger())) {
            // When
            ServerWebSocket socket = take(connections);
            assertThat(take(subscriptions)).isEqualTo("hello");
            socket.writeTextMessage("{\"type\": \"welcome\"}");
            socket.writeTextMessage("no json");
            socket.writeTextMessage(
                    "{\"n\": 1, \"data\": [{\"s\": \"A\", \"t\": 1578614400000, \"c\": 1.10}, {\"s\": \"B\", \"t\": 1578614400000, \"c\": -1}]}");

            // Then
            Bar bar = take(bars);
            assertThat(bar.getInstrument()).isEqualTo("A");
            assertThat(Decimals.value(bar.getClose())).hasToString("1.10");
            assertThat(Instant.ofEpochMilli(bar.getPeriodEndMillis())).isEqualTo("2020-01-10T00:01:00Z");
            assertThat(Instant.ofEpochMilli(bar.getAsOfMillis())).isEqualTo(NOW);
            assertThat(count("rejected")).isEqualTo(2);
            assertThat(take(letters).value()).asString(UTF_8).isEqualTo("no json");
            BarLetter negative = take(letters);
            assertThat(negative.instrument()).isEqualTo("B");
            assertThat(negative.value()).asString(UTF_8).isEqualTo("{\"s\":\"B\",\"t\":1578614400000,\"c\":-1}");
            assertThat(negative.why().reason())
                    .isEqualTo("INVALID_BAR: The bar is wrong: close is -1; allowed: a price above 0.");
        }
    }

    @Test
    void shouldConnectAgainAndNoticeWhatIsMissing() throws Exception {
        try (FeedConnection connection = open(new AtomicInteger())) {
            // Given
            ServerWebSocket first = take(connections);
            first.writeTextMessage(message(7, "A"));
            assertThat(take(bars).getInstrument()).isEqualTo("A");

            // When
            first.close();
            ServerWebSocket second = take(connections);
            second.writeTextMessage(message(10, "B"));

            // Then
            assertThat(take(bars).getInstrument()).isEqualTo("B");
            assertThat(take(subscriptions)).isEqualTo("hello");
            assertThat(take(subscriptions)).isEqualTo("hello");
            assertThat(count("missing.messages")).isEqualTo(2);
            assertThat(count("reconnects")).isGreaterThanOrEqualTo(1);
        }
    }

    @Test
    void shouldOfferTheSameBarsAgainWhileNobodyTakesThem() throws Exception {
        try (FeedConnection connection = open(new AtomicInteger(2))) {
            // When
            take(connections).writeTextMessage(message(1, "A"));

            // Then
            assertThat(take(bars).getInstrument()).isEqualTo("A");
        }
    }

    private FeedConnection open(AtomicInteger failures) {
        PipelineSpec pipeline = PipelineSpec.parse("""
                pipeline: p
                input:
                  kind: bars
                  period: day
                  barPeriod: minute
                  feed:
                    url: ws://127.0.0.1:%d/
                    subscribe: [hello]
                    bars: /data
                    fields: {instrument: /s, time: /t, close: /c}
                    sequence: /n
                windows: {lags: 2}
                model: {architecture: monthlyreturns}
                """.formatted(server.actualPort()));
        return FeedConnection.open(
                pipeline,
                batch -> {
                    if (failures.getAndDecrement() > 0) {
                        throw new IllegalStateException("Kafka is away");
                    }
                    bars.addAll(batch.bars());
                    letters.addAll(batch.letters());
                },
                meters,
                Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static String message(int number, String instrument) {
        return "{\"n\": %d, \"data\": {\"s\": \"%s\", \"t\": \"2020-01-10T00:00:00Z\", \"c\": \"1.5\"}}"
                .formatted(number, instrument);
    }

    private double count(String what) {
        return meters.counter("fovea.ingestion.feed." + what, "pipeline", "p").count();
    }

    private static <T> T take(BlockingQueue<T> queue) throws InterruptedException {
        T taken = queue.poll(20, TimeUnit.SECONDS);
        assertThat(taken).isNotNull();
        return taken;
    }
}
