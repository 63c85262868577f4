package io.fovea.cli.photos;

import io.fovea.cli.failure.CommandFailure;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** Names of classes, in their order. */
public record Labels(List<String> names) {

    /** Their numbers, where nobody says what they are called. */
    public static Labels numbers(int classes) {
        return new Labels(IntStream.range(0, classes)
                .mapToObj(i -> "class %d".formatted(i))
                .toList());
    }

    /**
     * The lines of a file. A first line {@code background} too many is left out, as in lists of 1001 for ImageNet; so are lines
     * at the end that are too many.
     *
     * @throws CommandFailure where there are fewer lines than classes
     */
    public static Labels read(Path file, int classes) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (MalformedInputException e) {
            throw new CommandFailure("The labels " + file + " are no text in UTF-8.", e);
        }
        boolean background = lines.size() == classes + 1 && lines.get(0).equalsIgnoreCase("background");
        List<String> names = background ? lines.subList(1, lines.size()) : lines;
        if (names.size() < classes) {
            throw new CommandFailure(
                    "The labels %s are %d, and the model has %d classes.".formatted(file, names.size(), classes));
        }
        return new Labels(List.copyOf(names.subList(0, classes)));
    }
}
