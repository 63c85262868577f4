package io.fovea.ingestion.bars;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.fovea.ingestion.publishing.BarLetter;
import io.fovea.market.BarReader;
import io.fovea.market.InvalidBarException;
import io.fovea.messaging.Rejection;
import io.fovea.pipeline.BarsInput;
import io.fovea.pipeline.FeedSpec;
import io.fovea.proto.market.v1.Bar;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** From a feed's messages to bars; notices where messages are missing. For one thread. */
final class BarFeed {

    private static final ObjectReader JSON = BarJson.reader();

    private final FeedSpec feed;
    private final BarReader reader;
    private final BarJson fields;
    private final JsonPointer bars;
    private final @Nullable JsonPointer sequence;
    private final Clock clock;
    private long lastSequence = Long.MIN_VALUE;

    BarFeed(BarsInput input, Clock clock) {
        this.feed = input.feed().orElseThrow();
        this.reader = new BarReader(input);
        this.fields = BarJson.atPointers(feed.fields());
        this.bars = JsonPointer.compile(feed.bars());
        this.sequence = feed.sequence().map(JsonPointer::compile).orElse(null);
        this.clock = clock;
    }

    /**
     * What a message holds.
     *
     * @param missing messages between the one before and this one
     * @param letters what in it is no bar
     */
    record Message(List<Bar> bars, long missing, List<BarLetter> letters) {}

    Message message(String text) {
        JsonNode message;
        try {
            message = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return new Message(List.of(), 0, List.of(letter(null, text, "it is no JSON: " + e.getOriginalMessage())));
        }
        long missing = missing(message);
        List<Bar> found = new ArrayList<>();
        List<BarLetter> letters = new ArrayList<>();
        JsonNode at = message.at(bars);
        for (JsonNode bar : at.isArray() ? at : at.isObject() ? List.of(at) : List.<JsonNode>of()) {
            bar(bar, letters).ifPresent(found::add);
        }
        return new Message(found, missing, letters);
    }

    /** A message without a bar, such as a greeting, has neither its instrument nor its close. */
    private Optional<Bar> bar(JsonNode bar, List<BarLetter> letters) {
        BarReader.Parts parts = fields.parts(bar);
        if (parts.instrument() == null && parts.close() == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.bar(parts, clock.millis()));
        } catch (InvalidBarException e) {
            letters.add(letter(parts.instrument(), bar.toString(), String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private static BarLetter letter(@Nullable String instrument, String text, String problem) {
        return new BarLetter(instrument, text.getBytes(UTF_8), new Rejection.InvalidBar(problem));
    }

    private long missing(JsonNode message) {
        JsonNode number = sequence == null ? null : message.at(sequence);
        if (number == null || !number.canConvertToLong() || !number.isIntegralNumber()) {
            return 0;
        }
        long now = number.longValue();
        long missing = lastSequence == Long.MIN_VALUE || now <= lastSequence ? 0 : now - lastSequence - 1;
        lastSequence = now;
        return missing;
    }
}
