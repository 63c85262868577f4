package io.fovea.cli.client;

import io.fovea.cli.failure.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file of labels, with the columns {@code id} and {@code label}, and {@code knownAt} where it has one. */
public final class LabelFile {

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreEmptyLines(true)
            .setTrim(true)
            .get();

    private LabelFile() {}

    /** @throws CommandFailure when it cannot be read, lacks a column, or has a row that is too short */
    public static List<Map<String, String>> read(Path file) {
        List<Map<String, String>> labels = new ArrayList<>();
        try (CSVParser rows = FORMAT.parse(Files.newBufferedReader(file))) {
            if (!rows.getHeaderNames().containsAll(List.of("id", "label"))) {
                throw new CommandFailure(
                        "%s has the columns %s; expected id and label, and knownAt where the time is known."
                                .formatted(file, String.join(", ", rows.getHeaderNames())));
            }
            for (CSVRecord row : rows) {
                if (!row.isConsistent()) {
                    throw new CommandFailure("Row %d of %s has %d values; expected %d."
                            .formatted(
                                    row.getRecordNumber(),
                                    file,
                                    row.size(),
                                    rows.getHeaderNames().size()));
                }
                Map<String, String> label = new java.util.HashMap<>(row.toMap());
                label.keySet().retainAll(List.of("id", "label", "knownAt"));
                labels.add(label);
            }
        } catch (NoSuchFileException e) {
            throw new CommandFailure("There is no file " + file + ".");
        } catch (MalformedInputException | UncheckedIOException | IllegalArgumentException e) {
            throw new CommandFailure("%s is no CSV file in UTF-8: %s.".formatted(file, e.getMessage()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return labels;
    }
}
