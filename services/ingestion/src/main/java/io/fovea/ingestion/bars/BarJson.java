package io.fovea.ingestion.bars;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.fovea.market.BarReader;
import io.fovea.pipeline.BarColumns;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A bar's parts in JSON: where each is, and its text as it is written, so that no price is rounded. Immutable. */
public final class BarJson {

    private static final int MOST_DEPTH = 20;
    private static final int MOST_NUMBER = 100;
    private static final int MOST_STRING = 100_000;

    private final JsonPointer instrument;
    private final JsonPointer time;
    private final JsonPointer close;
    private final @Nullable JsonPointer open;
    private final @Nullable JsonPointer high;
    private final @Nullable JsonPointer low;
    private final @Nullable JsonPointer volume;
    private final @Nullable JsonPointer asOf;

    private BarJson(BarColumns paths) {
        instrument = JsonPointer.compile(paths.instrument());
        time = JsonPointer.compile(paths.time());
        close = JsonPointer.compile(paths.close());
        open = paths.open().map(JsonPointer::compile).orElse(null);
        high = paths.high().map(JsonPointer::compile).orElse(null);
        low = paths.low().map(JsonPointer::compile).orElse(null);
        volume = paths.volume().map(JsonPointer::compile).orElse(null);
        asOf = paths.asOf().map(JsonPointer::compile).orElse(null);
    }

    /** Parts at declared JSON pointers. */
    public static BarJson atPointers(BarColumns pointers) {
        return new BarJson(pointers);
    }

    /** Parts under the names of a file's columns, and under their own where the pipeline names none. */
    public static BarJson underColumns(BarColumns columns) {
        return new BarJson(new BarColumns(
                pointer(columns.instrument()),
                pointer(columns.time()),
                pointer(columns.close()),
                Optional.of(pointer(columns.open().orElse("open"))),
                Optional.of(pointer(columns.high().orElse("high"))),
                Optional.of(pointer(columns.low().orElse("low"))),
                Optional.of(pointer(columns.volume().orElse("volume"))),
                Optional.of(pointer(columns.asOf().orElse("asOf")))));
    }

    private static String pointer(String name) {
        return "/" + name.replace("~", "~0").replace("/", "~1");
    }

    /** Reads JSON within bounds; numbers keep their digits. */
    static ObjectReader reader() {
        JsonFactory bounded = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MOST_DEPTH)
                        .maxNumberLength(MOST_NUMBER)
                        .maxStringLength(MOST_STRING)
                        .build())
                .build();
        return JsonMapper.builder(bounded)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .build()
                .readerFor(JsonNode.class);
    }

    BarReader.Parts parts(JsonNode bar) {
        return new BarReader.Parts(
                text(bar, instrument),
                text(bar, time),
                text(bar, close),
                text(bar, open),
                text(bar, high),
                text(bar, low),
                text(bar, volume),
                text(bar, asOf));
    }

    private static @Nullable String text(JsonNode bar, @Nullable JsonPointer at) {
        JsonNode part = at == null ? null : bar.at(at);
        return part == null || part.isMissingNode() || part.isNull()
                ? null
                : part.isValueNode() ? part.asText() : part.toString();
    }
}
