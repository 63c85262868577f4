package io.fovea.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fovea.messaging.Topics;
import io.fovea.proto.image.v1.ImageRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An ingestion, and all that is behind it: takes a batch and answers its first image at once. */
final class PlayedIngestion implements AutoCloseable {

    private final TestPlatform platform;
    private final HttpServer server;

    PlayedIngestion(TestPlatform platform) throws IOException {
        this.platform = platform;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/ingestion/pipelines/digits/images", this::take);
        server.start();
    }

    URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void take(HttpExchange exchange) throws IOException {
        ImageRecord image = ImageRecord.parseDelimitedFrom(exchange.getRequestBody());
        platform.publish(Topics.predictions("digits"), image.getId(), CommandsIT.prediction(image.getId()));
        byte[] answer = "{\"accepted\":1,\"duplicates\":0,\"rejected\":[]}".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
