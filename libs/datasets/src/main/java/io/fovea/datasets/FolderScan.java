package io.fovea.datasets;

import io.fovea.datasets.FolderDataset.ImageFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Goes through a folder and tells splits, classes and images from one another by its names. */
final class FolderScan {

    private final Path root;
    private final List<ImageFile> found = new ArrayList<>();
    private final List<Path> others = new ArrayList<>();

    FolderScan(Path root) {
        this.root = root;
    }

    List<ImageFile> imageFiles() {
        try {
            scan();
        } catch (IOException | UncheckedIOException e) {
            throw new DatasetException("The folder %s cannot be read.".formatted(root), e);
        }
        if (found.isEmpty()) {
            throw new DatasetException(nothing());
        }
        return List.copyOf(found);
    }

    private void scan() throws IOException {
        Path top = unwrapped(root);
        List<Path> splits = folders(top).stream().filter(FolderScan::isSplit).toList();
        if (splits.isEmpty()) {
            classes(top, Split.UNSPECIFIED);
        }
        boolean drawsValidation = splits.stream().noneMatch(folder -> split(folder) == Split.VALIDATION);
        for (Path folder : splits) {
            boolean isOpen = drawsValidation && split(folder) == Split.TRAIN;
            classes(folder, isOpen ? Split.UNSPECIFIED : split(folder));
        }
    }

    /** Archives often unpack into one folder around all the others: no class then, but a wrapping. */
    private static Path unwrapped(Path folder) throws IOException {
        List<Path> children = children(folder);
        boolean isWrapping = children.size() == 1
                && Files.isDirectory(children.get(0))
                && !isSplit(children.get(0))
                && !folders(children.get(0)).isEmpty();
        return isWrapping ? unwrapped(children.get(0)) : folder;
    }

    /** Images in a folder have no class; those below one of its folders have that folder's name. */
    private void classes(Path folder, Split split) throws IOException {
        for (Path file : children(folder).stream().filter(Files::isRegularFile).toList()) {
            add(file, Optional.empty(), split);
        }
        for (Path inner : folders(folder)) {
            Optional<String> label = Optional.of(inner.getFileName().toString());
            try (Stream<Path> below = Files.walk(inner)) {
                below.filter(file -> Files.isRegularFile(file) && !isHidden(file))
                        .sorted()
                        .forEach(file -> add(file, label, split));
            }
        }
    }

    private void add(Path file, Optional<String> label, Split split) {
        if (MediaTypes.of(file).isPresent()) {
            found.add(new ImageFile(file, label, split));
        } else {
            others.add(file);
        }
    }

    private String nothing() {
        if (Files.isRegularFile(root)) {
            return "The file %s is no image; allowed: PNG, JPEG, GIF, BMP by its name, or IDX under MNIST's names."
                    .formatted(root);
        }
        String seen = others.isEmpty()
                ? "it is empty"
                : "it has %d other files, such as %s"
                        .formatted(others.size(), others.get(0).getFileName());
        return "The folder %s has no images (PNG, JPEG, GIF, BMP, or IDX under MNIST's names); %s."
                .formatted(root, seen);
    }

    private static boolean isSplit(Path folder) {
        return Split.ofFolder(folder.getFileName().toString()).isPresent();
    }

    private static Split split(Path folder) {
        return Split.ofFolder(folder.getFileName().toString()).orElse(Split.UNSPECIFIED);
    }

    private static List<Path> folders(Path folder) throws IOException {
        return children(folder).stream().filter(Files::isDirectory).toList();
    }

    private static List<Path> children(Path folder) throws IOException {
        if (Files.isRegularFile(folder)) {
            return List.of(folder);
        }
        try (Stream<Path> children = Files.list(folder)) {
            return children.filter(child -> !isHidden(child)).sorted().toList();
        }
    }

    /** Also what unpacking on a Mac leaves behind. */
    private static boolean isHidden(Path path) {
        String name = path.getFileName().toString();
        return name.startsWith(".") || name.equals("__MACOSX");
    }
}
