package io.fovea.ingestion.bars;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.fovea.ingestion.submission.TooLargeException;
import io.fovea.market.Decimals;
import io.fovea.pipeline.BarsInput;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.market.v1.Bar;
import io.fovea.proto.market.v1.Decimal;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class BarSubmissionReaderTest {

    private static final Instant NOW = Instant.parse("2020-01-10T12:00:00Z");
    private static final BarsInput INPUT = (BarsInput) PipelineSpec.parse("""
            pipeline: p
            input: {kind: bars, period: day, columns: {instrument: s, time: t, close: c}}
            windows: {lags: 2}
            model: {architecture: monthlyreturns}
            """).input();

    private final BarSubmissionReader reader = new BarSubmissionReader(1_000, 5, Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void shouldReadOneBarWithItsDigits() {
        // When
        BarBatch batch =
                reader.json(body("{\"s\": \"MSFT\", \"t\": \"2020-01-09\", \"c\": 161.10, \"volume\": 1e3}"), INPUT);

        // Then
        assertThat(batch.rejected()).isEmpty();
        assertThat(batch.bars()).singleElement().satisfies(bar -> {
            assertThat(bar.getInstrument()).isEqualTo("MSFT");
            assertThat(Decimals.value(bar.getClose())).hasToString("161.10");
            assertThat(Decimals.value(bar.getVolume())).isEqualByComparingTo("1000");
            assertThat(Instant.ofEpochMilli(bar.getPeriodEndMillis())).isEqualTo("2020-01-10T00:00:00Z");
            assertThat(Instant.ofEpochMilli(bar.getAsOfMillis())).isEqualTo(NOW);
        });
    }

    @Test
    void shouldReadAListAndNameWhatIsNone() {
        // When
        BarBatch batch = reader.json(body("""
                [{"s": "A", "t": "2020-01-09", "c": "1.5"},
                 {"s": "B", "t": "2020-01-09", "c": -1},
                 {"s": "C", "t": "2020-01-11", "c": 1},
                 {"t": "2020-01-09", "c": 1},
                 7]
                """), INPUT);

        // Then
        assertThat(batch.bars()).extracting(Bar::getInstrument).containsExactly("A");
        assertThat(batch.rejected())
                .containsExactly(
                        new RejectedBar(1, "INVALID_BAR", "close is -1; allowed: a price above 0."),
                        new RejectedBar(
                                2, "FUTURE_BAR", "its period ends at 2020-01-12T00:00:00Z, which is yet to come."),
                        new RejectedBar(3, "INVALID_BAR", "instrument is missing."),
                        new RejectedBar(4, "INVALID_BAR", "time is missing."));
    }

    @Test
    void shouldStopAtItsBounds() {
        assertThatThrownBy(() -> reader.json(body("[" + "{},".repeat(5) + "{}]"), INPUT))
                .isInstanceOf(TooLargeException.class)
                .hasMessageContaining("more than 5 bars");
        assertThatThrownBy(() -> reader.json(body(" ".repeat(2_000)), INPUT)).isInstanceOf(TooLargeException.class);
        assertThatThrownBy(() -> reader.json(body("[".repeat(30)), INPUT)).isInstanceOf(MalformedBarsException.class);
        assertThatThrownBy(() -> reader.json(body("[{\"s\": \"A\", \"t\""), INPUT))
                .isInstanceOf(MalformedBarsException.class)
                .hasMessageStartingWith("The body is no JSON at bar 0");
        assertThatThrownBy(() -> reader.json(body(""), INPUT)).isInstanceOf(MalformedBarsException.class);
    }

    @Test
    void shouldReadRecordsThatFilesGave() throws IOException {
        // Given
        var bytes = new ByteArrayOutputStream();
        BarBatch bars = reader.json(
                body("[{\"s\":\"A\",\"t\":\"2020-01-09\",\"c\":1},{\"s\":\"B\",\"t\":\"2020-01-09\",\"c\":2}]"), INPUT);
        for (Bar bar : bars.bars()) {
            bar.writeDelimitedTo(bytes);
        }

        // When
        BarBatch batch = reader.records(new ByteArrayInputStream(bytes.toByteArray()), INPUT);

        // Then
        assertThat(batch.bars()).isEqualTo(bars.bars());
        assertThatThrownBy(() -> reader.records(new ByteArrayInputStream(new byte[] {9, 1}), INPUT))
                .isInstanceOf(MalformedBarsException.class);
    }

    /** The others of a batch of records are taken, and nobody may look at the answer. */
    @Test
    void shouldKeepARefusedRecordAsALetter() throws IOException {
        // Given
        Bar good = reader.json(body("{\"s\":\"A\",\"t\":\"2020-01-09\",\"c\":1}"), INPUT)
                .bars()
                .get(0);
        Bar negative = good.toBuilder()
                .setClose(Decimal.newBuilder().setUnscaled(ByteString.copyFrom(new byte[] {-1})))
                .build();
        var bytes = new ByteArrayOutputStream();
        negative.writeDelimitedTo(bytes);
        good.writeDelimitedTo(bytes);

        // When
        BarBatch batch = reader.records(new ByteArrayInputStream(bytes.toByteArray()), INPUT);

        // Then
        assertThat(batch.bars()).containsExactly(good);
        assertThat(batch.rejected()).hasSize(1);
        assertThat(batch.letters()).singleElement().satisfies(letter -> {
            assertThat(letter.instrument()).isEqualTo("A");
            assertThat(letter.value()).isEqualTo(negative.toByteArray());
            assertThat(letter.why().reason())
                    .isEqualTo("INVALID_BAR: The bar is wrong: close is -1; allowed: a price above 0.");
        });
    }

    private static InputStream body(String json) {
        return new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8));
    }
}
