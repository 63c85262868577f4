package io.fovea.datasets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A file of pixels and the file of their labels, where there is one.
 *
 * @param name what stands before {@code images-idx3-ubyte}: {@code train-} or {@code t10k-}
 */
record IdxPair(String name, Path images, Optional<Path> labels) {

    private static final Pattern IMAGES = Pattern.compile("(.*?)images([-.])idx3-ubyte(\\.gz)?");

    /** Every pair in this folder, or the one whose images this file has; training images first. */
    static List<IdxPair> in(Path path) {
        try (Stream<Path> files = Files.isDirectory(path) ? Files.list(path) : Stream.of(path)) {
            Map<String, IdxPair> pairs = new TreeMap<>();
            files.sorted() // a file comes before its .gz, and is read in its place
                    .flatMap(file -> IdxPair.of(file).stream())
                    .forEach(pair -> pairs.putIfAbsent(pair.name(), pair));
            return trainingFirst(pairs.values());
        } catch (IOException e) {
            throw new DatasetException("The folder %s cannot be read.".formatted(path), e);
        }
    }

    boolean holdsTest() {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("t10k") || lower.contains("test");
    }

    private static List<IdxPair> trainingFirst(Collection<IdxPair> pairs) {
        return Stream.concat(
                        pairs.stream().filter(pair -> !pair.holdsTest()),
                        pairs.stream().filter(IdxPair::holdsTest))
                .toList();
    }

    private static Optional<IdxPair> of(Path images) {
        Matcher matcher = IMAGES.matcher(images.getFileName().toString());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String labels = matcher.group(1) + "labels" + matcher.group(2) + "idx1-ubyte";
        Optional<Path> existing = Stream.of(labels, labels + ".gz")
                .map(images::resolveSibling)
                .filter(Files::isRegularFile)
                .findFirst();
        return Optional.of(new IdxPair(matcher.group(1), images, existing));
    }
}
