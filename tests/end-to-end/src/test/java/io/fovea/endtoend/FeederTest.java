package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fovea.proto.image.v1.ImageRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The client of the kill test sends again what was not answered, and nothing else. */
class FeederTest {

    @Test
    void shouldSendABatchAgainUntilItIsTaken() throws IOException, InterruptedException {
        // Given
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        HttpServer ingestion = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        ingestion.createContext("/ingestion/pipelines/p/images", exchange -> {
            int images = 0;
            while (ImageRecord.parseDelimitedFrom(exchange.getRequestBody()) != null) {
                images++;
            }
            sizes.add(images);
            exchange.sendResponseHeaders(sizes.size() == 2 ? 503 : 200, -1);
            exchange.close();
        });
        ingestion.start();
        var base = URI.create("http://127.0.0.1:" + ingestion.getAddress().getPort());
        var feeder = new Feeder("p", Collections.nCopies(25, new byte[] {1}), () -> Optional.of(base));

        // When
        feeder.start();
        feeder.join(10_000);
        ingestion.stop(0);

        // Then
        assertThat(sizes).containsExactly(10, 10, 10, 5);
        assertThat(feeder.taken()).isEqualTo(25);
    }
}
