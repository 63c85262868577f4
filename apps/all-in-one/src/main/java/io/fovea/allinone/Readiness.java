package io.fovea.allinone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.platform.PlatformAddress;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Asks the services' health whether they are ready. */
final class Readiness {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private Readiness() {}

    /** @throws CommandFailure with the names of the checks that are down when time is up */
    static void await(PlatformAddress address, Duration patience) throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(URI.create(address.health() + "/ready"))
                .timeout(Duration.ofSeconds(10))
                .build();
        long deadline = System.nanoTime() + patience.toNanos();
        List<String> down = List.of("no answer yet");
        while (System.nanoTime() < deadline) {
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() == 200) {
                    return;
                }
                down = down(response.body());
            } catch (IOException e) {
                down = List.of(String.valueOf(e.getMessage()));
            }
            Thread.sleep(PAUSE.toMillis());
        }
        throw new CommandFailure("The services are not ready after %d s: %s. More is in %s"
                .formatted(patience.toSeconds(), String.join(", ", down), address.log()));
    }

    private static List<String> down(String health) throws IOException {
        var names = new ArrayList<String>();
        for (JsonNode check : new ObjectMapper().readTree(health).path("checks")) {
            if ("DOWN".equals(check.path("status").asText())) {
                names.add(check.path("name").asText() + " " + check.path("data"));
            }
        }
        return names;
    }
}
