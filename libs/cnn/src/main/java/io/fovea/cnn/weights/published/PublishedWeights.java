package io.fovea.cnn.weights.published;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What keras.applications publishes for ImageNet: addresses and hashes as its source states them. */
public final class PublishedWeights {
    private static final List<PublishedFile> ALL = load();

    private PublishedWeights() {}

    /** Every file, with and without top; of several sizes the largest first. */
    public static List<PublishedFile> all() {
        return ALL;
    }

    /** The architectures that there are files for, in the catalogue's order. */
    public static List<String> architectures() {
        return ALL.stream().map(PublishedFile::architecture).distinct().toList();
    }

    /**
     * The file for an architecture.
     *
     * @param width the paper's alpha, such as 0.5 for half the filters
     * @param size of the pictures that it was trained on; where it is not given, the largest
     * @throws IllegalArgumentException where there is none; the message lists what there is
     */
    public static PublishedFile find(String architecture, double width, OptionalInt size, boolean top) {
        List<PublishedFile> named = only(ALL, file -> file.architecture().equals(architecture));
        if (named.isEmpty()) {
            throw new IllegalArgumentException("keras.applications publishes no weights for %s. It does for %s."
                    .formatted(architecture, String.join(", ", architectures())));
        }
        List<PublishedFile> wide = only(named, file -> file.width() == width);
        if (wide.isEmpty()) {
            throw new IllegalArgumentException("%s is not published with width %s. Its widths are %s."
                    .formatted(architecture, width, listed(named, PublishedFile::width)));
        }
        return only(wide, file -> file.top() == top && fits(file, size)).stream()
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s is not published for size %d. Its sizes are %s."
                        .formatted(
                                architecture,
                                size.orElse(0),
                                listed(
                                        wide,
                                        file -> file.size().map(String::valueOf).orElse("its own only")))));
    }

    private static boolean fits(PublishedFile file, OptionalInt size) {
        return size.isEmpty() || file.size().isPresent() && file.size().get() == size.getAsInt();
    }

    private static String listed(List<PublishedFile> files, java.util.function.Function<PublishedFile, ?> value) {
        return files.stream().map(value).map(String::valueOf).distinct().collect(Collectors.joining(", "));
    }

    private static List<PublishedFile> only(List<PublishedFile> files, Predicate<PublishedFile> wanted) {
        return files.stream().filter(wanted).toList();
    }

    private static List<PublishedFile> load() {
        try (InputStream in = PublishedWeights.class.getResourceAsStream("files.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> parse(line.split(" ")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PublishedFile parse(String[] cells) {
        return new PublishedFile(
                cells[0],
                Double.parseDouble(cells[1]),
                Optional.of(cells[2]).filter(size -> !size.equals("-")).map(Integer::valueOf),
                cells[3].equals("top"),
                Optional.of(cells[4]).filter(md5 -> !md5.equals("-")),
                URI.create(cells[5]));
    }
}
