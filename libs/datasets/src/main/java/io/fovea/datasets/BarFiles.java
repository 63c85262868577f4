package io.fovea.datasets;

import io.fovea.market.BarReader;
import io.fovea.market.InvalidBarException;
import io.fovea.pipeline.BarColumns;
import io.fovea.pipeline.BarsInput;
import io.fovea.proto.market.v1.Bar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Bars in CSV and Parquet files, one or many, also compressed with gzip or zstd; in the order of time and then of instrument,
 * whatever the files' order, since a stream sees a period whole before the next. DuckDB reads and sorts, on disk where
 * memory is short.
 */
public final class BarFiles {

    private static final List<String> CSV = List.of(".csv", ".tsv", ".csv.gz", ".tsv.gz", ".csv.zst", ".tsv.zst");
    private static final List<String> PARQUET = List.of(".parquet");

    /** Rows in the order of time, whichever of BarReader's forms a time has; those that have none come last. */
    private static final String SORTED = """
            SELECT i, t, c, o, h, l, v, a
            FROM (SELECT *, regexp_replace(trim(t), '^(.{10}[T ][0-9]{2}:[0-9]{2})([Z+-].*)?$', '\\1:00\\2') AS time FROM (%s))
            ORDER BY CASE
                WHEN regexp_full_match(time, '-?[0-9]{1,18}') THEN CAST(time AS BIGINT)
                WHEN regexp_matches(time, '^[0-9]{4}-') THEN epoch_ms(TRY_CAST(time || CASE
                    WHEN length(time) = 7 THEN '-01 00:00:00Z'
                    WHEN length(time) = 10 THEN ' 00:00:00Z'
                    WHEN regexp_matches(time, ':.*(Z|[+-][0-9:]{2,5})$') THEN ''
                    ELSE 'Z' END AS TIMESTAMPTZ))
                END NULLS LAST, t, i""";

    private final List<Path> files;
    private final BarsInput input;

    private BarFiles(List<Path> files, BarsInput input) {
        this.files = files;
        this.input = input;
    }

    /**
     * The bars of these files.
     *
     * @param input whose columns the files have
     * @throws DatasetException when one of them is not there, or of another kind
     */
    public static BarFiles open(List<Path> files, BarsInput input) {
        for (Path file : files) {
            if (!Files.isReadable(file) || Files.isDirectory(file)) {
                throw new DatasetException("There is no file %s that can be read.".formatted(file));
            }
            if (!has(file, CSV) && !has(file, PARQUET)) {
                throw new DatasetException("%s is no file of bars; allowed: names that end in %s."
                        .formatted(
                                file,
                                Stream.concat(CSV.stream(), PARQUET.stream()).collect(Collectors.joining(", "))));
            }
        }
        if (files.stream().map(file -> has(file, PARQUET)).distinct().count() > 1) {
            throw new DatasetException(
                    "CSV and Parquet files cannot be read together; ingest them one after the other.");
        }
        return new BarFiles(List.copyOf(files), input);
    }

    /** A row that is no bar. */
    public record Refused(long row, String explanation) {}

    /** How many rows there are. */
    public long count() {
        try (Connection database = connect();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM " + source())) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /**
     * Reads all bars, in order, as they are written: whether a price is absurd is for ingestion to say, which keeps what it refuses.
     *
     * @param refused gets the rows that are none or of no instrument of the pipeline, with their place in that order, from 1
     * @throws DatasetException when a file cannot be read or lacks a column
     */
    public void forEach(Consumer<Bar> bars, Consumer<Refused> refused) {
        BarReader reader = new BarReader(input);
        try (Connection database = connect();
                Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(query())) {
            for (long row = 1; rows.next(); row++) {
                try {
                    bars.accept(reader.ofUniverse(reader.parsed(parts(rows), Long.MIN_VALUE)));
                } catch (InvalidBarException e) {
                    refused.accept(new Refused(row, String.valueOf(e.getMessage())));
                }
            }
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    private static BarReader.Parts parts(ResultSet rows) throws SQLException {
        return new BarReader.Parts(
                rows.getString(1),
                rows.getString(2),
                rows.getString(3),
                rows.getString(4),
                rows.getString(5),
                rows.getString(6),
                rows.getString(7),
                rows.getString(8));
    }

    /** Eight texts a row; a missing column is null. Decimals stay as they are written. */
    private String query() {
        BarColumns columns = input.columns();
        List<String> selected = new ArrayList<>();
        BiConsumer<String, Optional<String>> select = (name, column) -> selected.add(
                column.map(c -> "CAST(%s AS VARCHAR)".formatted(quoted(c))).orElse("NULL") + " AS " + name);
        select.accept("i", Optional.of(columns.instrument()));
        select.accept("t", Optional.of(columns.time()));
        select.accept("c", Optional.of(columns.close()));
        select.accept("o", columns.open());
        select.accept("h", columns.high());
        select.accept("l", columns.low());
        select.accept("v", columns.volume());
        select.accept("a", columns.asOf());
        return SORTED.formatted("SELECT %s FROM %s".formatted(String.join(", ", selected), source()));
    }

    private String source() {
        String list = files.stream()
                .map(file -> "'" + file.toAbsolutePath().toString().replace("'", "''") + "'")
                .collect(Collectors.joining(", ", "[", "]"));
        return has(files.get(0), PARQUET)
                ? "read_parquet(%s, union_by_name = true)".formatted(list)
                : "read_csv(%s, header = true, all_varchar = true, union_by_name = true)".formatted(list);
    }

    private static String quoted(String column) {
        return '"' + column.replace("\"", "\"\"") + '"';
    }

    private static boolean has(Path file, List<String> endings) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return endings.stream().anyMatch(name::endsWith);
    }

    /** In memory; nothing is installed from anywhere. */
    private static Connection connect() throws SQLException {
        Connection database = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement settings = database.createStatement()) {
            settings.execute("SET autoinstall_known_extensions = false");
            settings.execute("SET autoload_known_extensions = false");
            settings.execute("SET temp_directory = '%s'"
                    .formatted(System.getProperty("java.io.tmpdir").replace("'", "''") + "/fovea-bars-"
                            + ProcessHandle.current().pid()));
            settings.execute("SET memory_limit = '1GB'");
        }
        return database;
    }

    private DatasetException unreadable(SQLException e) {
        String message = String.valueOf(e.getMessage())
                .replaceAll("\\s+", " ")
                .replaceFirst("^Invalid Input Error: .* pending query result Error: ", "");
        return new DatasetException(
                "%s cannot be read as bars: %s"
                        .formatted(
                                files.size() == 1 ? files.get(0) : files.get(0) + " and the others",
                                message.length() <= 300 ? message : message.substring(0, 300) + "..."),
                e);
    }
}
