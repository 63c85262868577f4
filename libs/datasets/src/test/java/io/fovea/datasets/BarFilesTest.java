package io.fovea.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.market.Decimals;
import io.fovea.pipeline.BarsInput;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.market.v1.Bar;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BarFilesTest {

    @TempDir
    Path folder;

    @Test
    void shouldReadManyFilesInTheOrderOfTime() throws IOException {
        // Given
        Path plain = write("b.csv", "month,ticker,close\n2000-02,B,2.10\n2000-01,B,2.00\n");
        Path zipped = folder.resolve("a's.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(zipped))) {
            out.write("ticker,month,close\nA,2000-01,1.100\nA,2000-02,1\n".getBytes(StandardCharsets.UTF_8));
        }

        // When
        BarFiles files = BarFiles.open(
                List.of(plain, zipped), input("period: month, columns: {instrument: ticker, time: month}"));
        List<Bar> bars = read(files);

        // Then
        assertThat(files.count()).isEqualTo(4);
        assertThat(bars).extracting(Bar::getInstrument).containsExactly("A", "B", "A", "B");
        assertThat(bars)
                .extracting(bar -> Decimals.value(bar.getClose()).toString())
                .containsExactly("1.100", "2.00", "1", "2.10");
    }

    @Test
    void shouldSortTimesAndNotTheirTexts() throws IOException {
        // Given milliseconds of 9 September 2001, when they got another digit, and one before 1970
        Path millis = write(
                "millis.csv",
                "instrument,time,close\nA,1000080000000,3\nA,999993600000,2\nA,-86400000,1\nA,86400000,1.5\n");
        Path timestamps = write("timestamps.csv", """
                instrument,time,close
                A,2000-01-04T01:00:00Z,2
                A,2000-01-05T00:30+02:00,3
                A,2000-01-03T21:00:00-05:00,2.5
                A,2000-01-03 21:00:00,1
                A,soon,9
                """);
        List<Bar> bars = new ArrayList<>();
        List<BarFiles.Refused> refused = new ArrayList<>();

        // When
        List<Bar> ofMillis = read(BarFiles.open(List.of(millis), input("period: day")));
        BarFiles.open(List.of(timestamps), input("period: day")).forEach(bars::add, refused::add);

        // Then
        assertThat(closes(ofMillis)).containsExactly("1", "1.5", "2", "3");
        assertThat(closes(bars)).containsExactly("1", "2", "2.5", "3");
        assertThat(refused).extracting(BarFiles.Refused::row).containsExactly(5L);
    }

    private static List<String> closes(List<Bar> bars) {
        return bars.stream()
                .map(bar -> Decimals.value(bar.getClose()).toString())
                .toList();
    }

    @Test
    void shouldReadParquet() throws SQLException {
        // Given
        Path file = folder.resolve("daily.parquet");
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute(
                    ("COPY (SELECT 'MSFT' AS symbol, DATE '2000-01-03' AS date, 48.602::DECIMAL(18, 4) AS close,"
                                    + " 53.161::DOUBLE AS open, 4953196::BIGINT AS volume) TO '%s' (FORMAT parquet)")
                            .formatted(file));
        }

        // When
        List<Bar> bars = read(BarFiles.open(
                List.of(file),
                input("period: day, columns: {instrument: symbol, time: date, open: open, volume: volume}")));

        // Then
        assertThat(bars).singleElement().satisfies(bar -> {
            assertThat(Decimals.value(bar.getClose())).hasToString("48.6020");
            assertThat(Decimals.value(bar.getOpen())).hasToString("53.161");
            assertThat(Decimals.value(bar.getVolume())).hasToString("4953196");
            assertThat(bar.hasHigh()).isFalse();
        });
    }

    @Test
    void shouldReadZstdFiles() throws SQLException {
        // Given
        Path csv = folder.resolve("daily.csv.zst");
        Path first = folder.resolve("2000.parquet");
        Path second = folder.resolve("2001.parquet");
        copy("SELECT 'A' AS instrument, '2000-01-03' AS time, '1.10' AS close", csv, "FORMAT csv, COMPRESSION zstd");
        copy("SELECT 'B' AS instrument, '2001-01-03' AS time, 2.5::DECIMAL(9, 2) AS close", second, "COMPRESSION zstd");
        copy("SELECT 'B' AS instrument, '2000-01-03' AS time, 2.4::DECIMAL(9, 2) AS close", first, "COMPRESSION gzip");

        // When
        List<Bar> ofCsv = read(BarFiles.open(List.of(csv), input("period: day")));
        List<Bar> ofParquet = read(BarFiles.open(List.of(second, first), input("period: day")));

        // Then
        assertThat(ofCsv)
                .extracting(bar -> Decimals.value(bar.getClose()).toString())
                .containsExactly("1.10");
        assertThat(ofParquet)
                .extracting(bar -> Decimals.value(bar.getClose()).toString())
                .containsExactly("2.40", "2.50");
    }

    @Test
    void shouldSayThatAFileIsNoParquet() throws IOException {
        // Given
        Path file = write("text.parquet", "instrument,time,close\n");
        BarFiles files = BarFiles.open(List.of(file), input("period: day"));

        // When, Then
        assertThatThrownBy(() -> read(files))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(file + " cannot be read as bars");
    }

    private static void copy(String query, Path file, String options) throws SQLException {
        String format = options.startsWith("FORMAT") ? options : "FORMAT parquet, " + options;
        try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = database.createStatement()) {
            statement.execute("COPY (%s) TO '%s' (%s)".formatted(query, file, format));
        }
    }

    @Test
    void shouldNameTheRowsThatAreNoBars() throws IOException {
        // Given
        Path file = write("bad.csv", "instrument,time,close\nA,2000-01-03,1\nA,2000-01-04,one\nA,2000-01-05,\n");
        List<BarFiles.Refused> refused = new ArrayList<>();
        List<Bar> bars = new ArrayList<>();

        // When
        BarFiles.open(List.of(file), input("period: day")).forEach(bars::add, refused::add);

        // Then
        assertThat(bars).hasSize(1);
        assertThat(refused)
                .containsExactly(
                        new BarFiles.Refused(2, "close is 'one'; allowed: a number."),
                        new BarFiles.Refused(3, "close is missing."));
    }

    /** Ingestion says that it is absurd, and keeps it as a dead letter. */
    @Test
    void shouldReadAnAbsurdPriceAsItIsWritten() throws IOException {
        // Given
        Path file = write("negative.csv", "instrument,time,close\nA,2000-01-03,-1.50\n");

        // When
        List<Bar> bars = read(BarFiles.open(List.of(file), input("period: day")));

        // Then
        assertThat(bars)
                .singleElement()
                .satisfies(bar -> assertThat(Decimals.value(bar.getClose())).hasToString("-1.50"));
    }

    @Test
    void shouldSayWhichColumnIsMissing() throws IOException {
        // Given
        Path file = write("odd.csv", "a,b\n1,2\n");
        BarFiles files = BarFiles.open(List.of(file), input("period: day"));

        // When, Then
        assertThatThrownBy(() -> read(files))
                .isInstanceOf(DatasetException.class)
                .hasMessageContaining(file + " cannot be read as bars")
                .hasMessageContaining("instrument");
    }

    @Test
    void shouldRefuseOtherFiles() throws IOException {
        // Given
        Path file = write("bars.xlsx", "");
        BarsInput input = input("period: day");

        // When, Then
        assertThatThrownBy(() -> BarFiles.open(List.of(file), input))
                .hasMessageContaining("allowed: names that end in .csv");
        assertThatThrownBy(() -> BarFiles.open(List.of(folder.resolve("none.csv")), input))
                .hasMessage("There is no file %s that can be read.", folder.resolve("none.csv"));
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private static List<Bar> read(BarFiles files) {
        List<Bar> bars = new ArrayList<>();
        files.forEach(bars::add, refused -> {
            throw new AssertionError(refused);
        });
        return bars;
    }

    private static BarsInput input(String input) {
        return (BarsInput) PipelineSpec.parse("""
                pipeline: p
                input: {kind: bars, %s}
                windows: {lags: 2}
                model: {architecture: monthlyreturns}
                """.formatted(input)).input();
    }
}
