package io.fovea.cli.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.MessageLite;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.proto.market.v1.Bar;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Hands images, bars and labels to the ingestion service. */
public final class IngestionClient {

    private static final String IMAGES = "application/vnd.fovea.images+protobuf";
    private static final String BARS = "application/vnd.fovea.bars+protobuf";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration NEWS_OF_A_PIPELINE = Duration.ofSeconds(10);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    public IngestionClient(URI base) {
        this.base = base;
    }

    /**
     * Sends images in one request, which is one transaction there: all of them are published or none.
     *
     * @throws CommandFailure when the service does not answer, or does not know the pipeline
     */
    public IngestionAnswer send(String pipeline, List<ImageRecord> images) {
        return send(pipeline, "images", IMAGES, images);
    }

    /** As {@link #send(String, List)}, with bars; what is wrong with one is in the answer. */
    public IngestionAnswer sendBars(String pipeline, List<Bar> bars) {
        return send(pipeline, "bars", BARS, bars);
    }

    /**
     * What images turned out to be, all of it in one transaction or none.
     *
     * @param labels each with {@code id}, {@code label} and, where it was not now, {@code knownAt}
     * @throws CommandFailure when the service does not answer, or takes none of them; the message says why
     */
    public void sendLabels(String pipeline, List<Map<String, String>> labels) {
        HttpResponse<String> response;
        try {
            response = patiently(pipeline, "labels", "application/json", MAPPER.writeValueAsBytes(labels));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        if (response.statusCode() != 200) {
            answer(response, pipeline, "labels", labels.size());
        }
    }

    private IngestionAnswer send(String pipeline, String kind, String mediaType, List<? extends MessageLite> records) {
        return answer(patiently(pipeline, kind, mediaType, delimited(records)), pipeline, kind, records.size());
    }

    private HttpResponse<String> patiently(String pipeline, String kind, String mediaType, byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/ingestion/pipelines/" + pipeline + "/" + kind))
                .header("Content-Type", mediaType)
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        long start = System.nanoTime();
        HttpResponse<String> response = exchange(request);
        while (comesLater(response.statusCode(), Duration.ofNanos(System.nanoTime() - start))) {
            pause(); // nothing is taken in twice
            response = exchange(request);
        }
        return response;
    }

    /** A pipeline that was applied a moment ago, or a service that is busy or has lost Kafka for a while. */
    private static boolean comesLater(int status, Duration waited) {
        return (status == 404 && waited.compareTo(NEWS_OF_A_PIPELINE) < 0)
                || (status == 503 && waited.compareTo(PATIENCE) < 0);
    }

    private IngestionAnswer answer(HttpResponse<String> response, String pipeline, String kind, int records) {
        int status = response.statusCode();
        if (status == 404) {
            throw new CommandFailure("No pipeline '" + pipeline + "' is known here: apply its file first.");
        }
        try {
            if (status == 200) {
                return checked(MAPPER.readValue(response.body(), IngestionAnswer.class), records);
            }
            String explanation =
                    MAPPER.readTree(response.body()).path("explanation").asText(response.body());
            throw new CommandFailure("Ingestion refused the " + kind + ": " + explanation);
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    "Ingestion at %s gave an answer that cannot be read, with status %d.".formatted(base, status), e);
        }
    }

    /** Another service may answer at this address, or another version of ingestion. */
    private IngestionAnswer checked(IngestionAnswer answer, int records) {
        for (IngestionAnswer.Rejected one : answer.rejected()) {
            if (one.index() < 0 || one.index() >= records) {
                throw new CommandFailure("Ingestion at %s refused record %d of %d that it was sent, counted from 0: %s"
                        .formatted(base, one.index(), records, one.explanation()));
            }
        }
        return answer;
    }

    private HttpResponse<String> exchange(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new CommandFailure(
                    "Ingestion does not answer at " + base + ": " + e.getClass().getSimpleName() + ".", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted.", e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure("Interrupted.", e);
        }
    }

    private static byte[] delimited(List<? extends MessageLite> records) {
        var bytes = new ByteArrayOutputStream();
        try {
            for (MessageLite record : records) {
                record.writeDelimitedTo(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
