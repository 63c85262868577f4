package io.fovea.cnn.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The scores of a search, a line each ({@code trial,epochs,score}) below one that says which search it is. */
final class ScoresFile {
    private final Path file;
    private final Map<Key, Double> scores = new HashMap<>();

    private ScoresFile(Path file) {
        this.file = file;
    }

    /** @throws IllegalArgumentException where the file is of another search */
    static ScoresFile open(Path file, String search) {
        ScoresFile opened = new ScoresFile(file);
        String first = "# " + search.replace('\n', ' ');
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            String text = Files.exists(file) ? Files.readString(file) : "";
            String whole = text.substring(0, text.lastIndexOf('\n') + 1); // without a line that was cut off
            if (whole.isEmpty()) {
                Files.writeString(file, first + "\n");
            } else {
                opened.read(whole, first);
                Files.writeString(file, whole);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be written: %s".formatted(file, e.getMessage()), e);
        }
        return opened;
    }

    private void read(String text, String first) {
        String[] lines = text.split("\n", -1);
        if (!lines[0].equals(first)) {
            throw new IllegalArgumentException(
                    "%s holds another search: %s. This one is %s.".formatted(file, lines[0], first));
        }
        for (int i = 1; i < lines.length - 1; i++) {
            String[] columns = lines[i].split(",", -1);
            try {
                scores.put(
                        new Key(Integer.parseInt(columns[0]), Integer.parseInt(columns[1])),
                        Double.parseDouble(columns[2]));
            } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        "%s, line %d: expected trial,epochs,score, received %s.".formatted(file, i + 1, lines[i]), e);
            }
        }
    }

    @Nullable
    Double score(int trial, int epochs) {
        return scores.get(new Key(trial, epochs));
    }

    void add(int trial, int epochs, double score) {
        scores.put(new Key(trial, epochs), score);
        try {
            Files.writeString(file, "%d,%d,%s\n".formatted(trial, epochs, score), StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("%s could not be written: %s".formatted(file, e.getMessage()), e);
        }
    }

    private record Key(int trial, int epochs) {}
}
