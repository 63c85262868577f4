package io.fovea.datasets;

import io.fovea.datasets.tree.FileTree;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table of paths and labels beside its images, such as {@code labels.csv} with the columns path, label and split. */
final class CsvDataset {
    private static final int MAX_BYTES = 256 << 20;
    private static final List<String> PATHS = List.of("path", "file", "filename", "file_name", "image", "image_path");
    private static final List<String> LABELS = List.of("label", "class", "category", "class_name");
    private static final List<String> SPLITS = List.of("split", "set", "subset");

    private final FileTree tree;
    private final String table;
    private final Set<String> there;

    private CsvDataset(FileTree tree, String table) {
        this.tree = tree;
        this.table = table;
        this.there = new HashSet<>(tree.names());
    }

    /** The one table that lies above all images of the tree; empty where there is none, or are several. */
    static Optional<String> tableOf(FileTree tree) {
        List<String> tables = tree.names().stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).matches(".*\\.(csv|tsv)"))
                .toList();
        if (tables.size() != 1) {
            return Optional.empty();
        }
        String folder = folder(tables.get(0));
        boolean isAbove = tree.names().stream()
                .anyMatch(name -> name.startsWith(folder) && MediaTypes.of(name).isPresent());
        return isAbove ? Optional.of(tables.get(0)) : Optional.empty();
    }

    static ImageDataset open(FileTree tree, String table) {
        return FileDataset.stated(tree, new CsvDataset(tree, table).files());
    }

    private List<ImageFile> files() {
        String text = new String(tree.read(table, MAX_BYTES), StandardCharsets.UTF_8).replaceFirst("^\uFEFF", "");
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(table.toLowerCase(Locale.ROOT).endsWith(".tsv") ? '\t' : ',')
                .setIgnoreSurroundingSpaces(true)
                .get();
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            return files(parser);
        } catch (IOException | UncheckedIOException e) {
            throw new DatasetException("The table %s is no CSV: %s.".formatted(place(), e.getMessage()), e);
        }
    }

    private List<ImageFile> files(CSVParser parser) {
        var rows = parser.iterator();
        if (!rows.hasNext()) {
            throw new DatasetException("The table %s is empty.".formatted(place()));
        }
        List<String> header =
                rows.next().stream().map(cell -> cell.toLowerCase(Locale.ROOT)).toList();
        int path = column(header, PATHS).orElseThrow(() -> missing(header, PATHS));
        int label = column(header, LABELS).orElseThrow(() -> missing(header, LABELS));
        Optional<Integer> split = column(header, SPLITS);
        List<ImageFile> files = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        while (rows.hasNext()) {
            CSVRecord row = rows.next();
            if (row.size() < header.size()) {
                throw row(row, "has %d cells, expected %d".formatted(row.size(), header.size()));
            }
            ImageFile file =
                    file(row, row.get(path), row.get(label), split.map(row::get).orElse(""));
            if (!seen.add(file.name())) {
                throw row(row, "names %s, as a row above does".formatted(row.get(path)));
            }
            files.add(file);
        }
        return files;
    }

    private ImageFile file(CSVRecord row, String path, String label, String split) {
        String name = folder(table) + path.replace('\\', '/').replaceFirst("^(\\./)+", "");
        if (!there.contains(name)) { // also what would lead out of the tree
            throw row(row, "names %s, which is not there; expected a path relative to the table".formatted(path));
        }
        Split part = split.isBlank()
                ? Split.UNSPECIFIED
                : Split.ofFolder(split)
                        .orElseThrow(
                                () -> row(row, "has split '%s'; allowed: train, validation, test".formatted(split)));
        return new ImageFile(name, Optional.of(label).filter(text -> !text.isBlank()), part);
    }

    private static Optional<Integer> column(List<String> header, List<String> names) {
        return names.stream().map(header::indexOf).filter(index -> index >= 0).findFirst();
    }

    private DatasetException missing(List<String> header, List<String> names) {
        return new DatasetException("The table %s has the columns %s; expected one of %s."
                .formatted(place(), String.join(", ", header), String.join(", ", names)));
    }

    private DatasetException row(CSVRecord row, String problem) {
        return new DatasetException("Row %d of %s %s.".formatted(row.getRecordNumber(), place(), problem));
    }

    private String place() {
        return tree.place(table);
    }

    private static String folder(String name) {
        return name.substring(0, name.lastIndexOf('/') + 1);
    }
}
