package io.fovea.datasets;

import io.fovea.datasets.tree.FileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Images that are files of their own, in their tree's order. */
final class FileDataset implements ImageDataset {

    /** Enough for any limit on images to refuse what is larger; the rest of a file is not read. */
    static final int MAX_BYTES = 64 << 20;

    private final FileTree tree;
    private final Map<String, ImageFile> files = new LinkedHashMap<>();
    private final List<String> classes;
    private final boolean labelledByFolders;

    private FileDataset(FileTree tree, List<ImageFile> files, boolean labelledByFolders) {
        this.tree = tree;
        files.forEach(file -> this.files.put(file.name(), file));
        this.classes = files.stream()
                .flatMap(file -> Stream.of(
                                file.label().stream(),
                                file.sequence().stream(),
                                file.boxes().stream().map(Box::label))
                        .flatMap(labels -> labels))
                .distinct()
                .sorted()
                .toList();
        this.labelledByFolders = labelledByFolders;
    }

    /** Images whose labels are stated somewhere, file by file. */
    static FileDataset stated(FileTree tree, List<ImageFile> files) {
        return new FileDataset(tree, files, false);
    }

    /** Images whose labels are their folders' names. */
    static FileDataset folders(Path path, FileTree tree) {
        FolderLayout layout = FolderLayout.of(tree.names());
        if (layout.images().isEmpty()) {
            throw new DatasetException(nothing(path, layout.others()));
        }
        return new FileDataset(tree, layout.images(), true);
    }

    private static String nothing(Path path, List<String> others) {
        if (Files.isRegularFile(path) && !FileTree.isArchive(path.toString())) {
            return "The file %s is no image; allowed: PNG, JPEG, GIF, BMP by its name, or %s."
                    .formatted(path, Datasets.FORMS);
        }
        String seen = others.isEmpty()
                ? "it is empty"
                : "it has %d other files, such as %s"
                        .formatted(
                                others.size(),
                                others.get(0).substring(others.get(0).lastIndexOf('/') + 1));
        return "The %s %s has no images (PNG, JPEG, GIF, BMP, or %s); %s."
                .formatted(Files.isDirectory(path) ? "folder" : "archive", path, Datasets.FORMS, seen);
    }

    @Override
    public long size() {
        return files.size();
    }

    @Override
    public List<String> classes() {
        return classes;
    }

    @Override
    public boolean labelledByFolders() {
        return labelledByFolders;
    }

    @Override
    public Stream<DatasetImage> images() {
        Stream<io.fovea.datasets.tree.TreeFile> read = tree.files(files.keySet(), MAX_BYTES);
        return read.map(file -> image(files.get(file.name()), file.bytes()));
    }

    private DatasetImage image(ImageFile file, byte[] bytes) {
        return file.image(tree.place(file.name()), bytes);
    }
}
