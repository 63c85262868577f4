package io.fovea.cnn.callbacks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Keras' {@code CSVLogger}: a line for each epoch, with its number from 0 and its metrics. The columns are those of the first epoch; a
 * metric that an epoch lacks is {@code NA}.
 *
 * <p>A fit that begins at epoch 0 begins the file anew. One that goes on from a checkpoint goes on in the file, from the line of its
 * first epoch on: what an unfinished run wrote beyond its checkpoint is replaced.
 */
public final class CsvLogger implements Callback {
    private static final String EPOCH = "epoch";

    private final Path file;
    private final String separator;
    private List<String> columns = List.of();
    private boolean begun;

    /** With commas. */
    public CsvLogger(Path file) {
        this(file, ',');
    }

    /** With another character between the columns, such as a tab. */
    public CsvLogger(Path file, char separator) {
        this.file = file;
        this.separator = String.valueOf(separator);
    }

    @Override
    public void onTrainBegin(Training training) {
        begun = false;
        columns = List.of();
    }

    @Override
    public void onEpochEnd(int epoch, Map<String, Double> logs) {
        try {
            List<String> lines = begun ? List.of() : begin(epoch, logs);
            List<String> written = new ArrayList<>(lines);
            written.add(row(epoch, logs));
            write(written, !begun);
            begun = true;
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be written: %s".formatted(file, e.getMessage()), e);
        }
    }

    /** The header, and the lines before this epoch. */
    private List<String> begin(int epoch, Map<String, Double> logs) throws IOException {
        columns = List.copyOf(logs.keySet());
        List<String> kept = new ArrayList<>();
        kept.add(header());
        if (epoch > 0) {
            List<String> before = linesBefore();
            for (String line : before.subList(Math.min(1, before.size()), before.size())) {
                if (epochOf(line) < epoch) {
                    kept.add(line);
                }
            }
        }
        return kept;
    }

    /** The file's lines, whose columns are then this fit's. */
    private List<String> linesBefore() throws IOException {
        try {
            List<String> lines = Files.readAllLines(file);
            if (!lines.isEmpty() && !lines.get(0).equals(header())) {
                throw new IllegalArgumentException(
                        "%s has the columns %s, this fit has %s. Maybe it belongs to another run."
                                .formatted(file, lines.get(0), header()));
            }
            return lines;
        } catch (NoSuchFileException e) {
            return List.of();
        }
    }

    private int epochOf(String line) {
        int end = line.indexOf(separator);
        try {
            return Integer.parseInt(end < 0 ? line : line.substring(0, end));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s has a line without an epoch: %s".formatted(file, line), e);
        }
    }

    private void write(List<String> lines, boolean anew) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        String text = lines.stream().map(line -> line + "\n").collect(Collectors.joining());
        if (anew) {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } else {
            Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        }
    }

    private String header() {
        return EPOCH + separator + columns.stream().map(this::quoted).collect(Collectors.joining(separator));
    }

    private String row(int epoch, Map<String, Double> logs) {
        return epoch
                + separator
                + columns.stream()
                        .map(column -> logs.containsKey(column) ? Double.toString(logs.get(column)) : "NA")
                        .collect(Collectors.joining(separator));
    }

    private String quoted(String name) {
        return name.contains(separator) || name.contains("\"") ? "\"" + name.replace("\"", "\"\"") + "\"" : name;
    }
}
