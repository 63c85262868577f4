package io.fovea.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.fovea.pipeline.BarsInput;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.market.v1.Bar;
import io.fovea.proto.market.v1.Decimal;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarReaderTest {

    @ParameterizedTest
    @CsvSource({
        "period: month, 1999-11, 1999-12-01T00:00:00Z",
        "period: month, 1999-11-30, 1999-12-01T00:00:00Z",
        "period: day, 2000-01-03, 2000-01-04T00:00:00Z",
        "period: day, 2000-01-03 14:30:00, 2000-01-04T00:00:00Z",
        "period: day, 2000-01-03T23:00:00-05:00, 2000-01-05T00:00:00Z",
        "period: day, 2000-01-03 23:00:00+00, 2000-01-04T00:00:00Z",
        "period: day, 946857600000, 2000-01-04T00:00:00Z",
        "'period: day, time: end', 2000-01-04T00:00:00Z, 2000-01-04T00:00:00Z",
        "'period: day, time: end', 2000-01-03T21:00:00.123Z, 2000-01-04T00:00:00Z",
        "'period: day, time: end', 2000-01-03, 2000-01-04T00:00:00Z",
        "'period: day, barPeriod: minute', 2000-01-03T14:30:00Z, 2000-01-03T14:31:00Z",
        "'period: day, barPeriod: minute, time: end', 2000-01-03T14:30:00Z, 2000-01-03T14:30:00Z",
    })
    void shouldKnowTheEndOfThePeriod(String input, String time, Instant end) {
        // When
        Bar bar = reader(input).bar(parts("MSFT", time, "1.50"), Long.MIN_VALUE);

        // Then
        assertThat(Instant.ofEpochMilli(bar.getPeriodEndMillis())).isEqualTo(end);
        assertThat(bar.getAsOfMillis()).isEqualTo(bar.getPeriodEndMillis());
    }

    @ParameterizedTest
    @CsvSource({"48.602", "0.1", "0.00000001", "123456789012345678901234567890.12345678", "1e3", "30.10"})
    void shouldKeepPricesExact(String price) {
        // When
        Bar bar = reader("period: day").bar(parts("MSFT", "2000-01-03", price), 0);

        // Then
        assertThat(Decimals.value(bar.getClose())).isEqualTo(new BigDecimal(price));
        assertThat(Decimals.toDouble(bar.getClose())).isEqualTo(Double.parseDouble(price));
    }

    @Test
    void shouldSayWhenItWasKnown() {
        // Given
        BarReader reader = reader("period: day");
        long now = Instant.parse("2000-01-04T00:00:02Z").toEpochMilli();

        // When
        Bar arrived = reader.bar(parts("MSFT", "2000-01-03", "1"), now);
        Bar told = reader.bar(
                new BarReader.Parts("MSFT", "2000-01-03", "1", null, null, null, null, "2000-01-04T00:00:01Z"), now);

        // Then
        assertThat(arrived.getAsOfMillis()).isEqualTo(now);
        assertThat(told.getAsOfMillis()).isEqualTo(now - 1000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MSFT | 2000-01-03 | -1 | 1 | 1 | 1 | 0 | close is -1; allowed: a price above 0.",
                "MSFT | 2000-01-03 | 0.00 | 1 | 1 | 1 | 0 | close is 0.00; allowed: a price above 0.",
                "MSFT | 2000-01-03 | nan | 1 | 1 | 1 | 0 | close is 'nan'; allowed: a number.",
                "MSFT | 2000-01-03 | 1e-40 | 1 | 1 | 1 | 0 | close is 1E-40; allowed: up to 38 digits, 36 of them after the point.",
                "MSFT | 2000-01-03 | 2 | 1 | 1.5 | 1 | 0 | high is 1.5, below open or close, 2.",
                "MSFT | 2000-01-03 | 2 | 1 | 2 | 1.5 | 0 | low is 1.5, above open or close, 1.",
                "MSFT | 2000-01-03 | 2 | 1 | 2 | 1 | -5 | volume is -5; allowed: 0 or more.",
                "MSFT | 2000-13-03 | 2 | 1 | 2 | 1 | 0 | time is '2000-13-03'; allowed: a date such as 2015-01-30, a month such as"
                        + " 2015-01, a timestamp such as 2015-01-30T21:00:00Z, or milliseconds since 1970.",
                "MS FT | 2000-01-03 | 2 | 1 | 2 | 1 | 0 | instrument is 'MS FT'; allowed: 1 to 64 printable characters without spaces.",
                "MSFT | 3000-01-03 | 2 | 1 | 2 | 1 | 0 | its period ends at 32503939200000 ms and it was known at 32503939200000 ms"
                        + " since 1970; allowed: years 1700 to 2199.",
                "'' | 2000-01-03 | 2 | 1 | 2 | 1 | 0 | instrument is missing.",
            })
    void shouldSayWhatIsWrong(
            String instrument,
            String time,
            String close,
            String open,
            String high,
            String low,
            String volume,
            String problem) {
        // Given
        BarReader reader = reader("period: day");
        var parts = new BarReader.Parts(instrument, time, close, open, high, low, volume, null);

        // When, Then
        assertThatThrownBy(() -> reader.bar(parts, 0))
                .isInstanceOf(InvalidBarException.class)
                .hasMessage(problem);
    }

    @Test
    void shouldRefuseInstrumentsOutsideTheUniverse() {
        // Given
        BarReader reader = reader("period: day, instruments: [MSFT, IBM]");

        // When, Then
        assertThatThrownBy(() -> reader.bar(parts("AAPL", "2000-01-03", "1"), 0))
                .hasMessage("instrument is 'AAPL', which is none of the pipeline's 2 instruments.");
    }

    @Test
    void shouldRefuseANumberThatCouldBlowUp() {
        // Given
        Bar bar = Bar.newBuilder()
                .setInstrument("MSFT")
                .setClose(Decimal.newBuilder()
                        .setUnscaled(ByteString.copyFrom(new byte[] {1}))
                        .setScale(-2_000_000_000))
                .build();

        // When, Then
        assertThat(BarCheck.problem(bar))
                .contains("close is no decimal number of at most 16 bytes and a scale from -18 to 36.");
    }

    private static BarReader.Parts parts(String instrument, String time, String close) {
        return new BarReader.Parts(instrument, time, close, null, null, null, null, null);
    }

    private static BarReader reader(String input) {
        return new BarReader(
                (BarsInput) PipelineSpec.parse("""
                pipeline: p
                input: {kind: bars, %s}
                windows: {lags: 2}
                model: {architecture: monthlyreturns}
                """.formatted(input)).input());
    }
}
