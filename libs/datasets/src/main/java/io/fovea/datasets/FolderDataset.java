package io.fovea.datasets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Image files in folders, in the order of their paths. */
final class FolderDataset implements ImageDataset {

    /** Enough for any limit on images to refuse what is larger; the rest of a file is not read. */
    static final int MAX_BYTES = 64 << 20;

    private final List<ImageFile> files;
    private final List<String> classes;

    private FolderDataset(List<ImageFile> files) {
        this.files = files;
        this.classes = files.stream()
                .flatMap(file -> file.label().stream())
                .distinct()
                .sorted()
                .toList();
    }

    static FolderDataset open(Path path) {
        return new FolderDataset(new FolderScan(path).imageFiles());
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
    public Stream<DatasetImage> images() {
        return files.stream().map(FolderDataset::read);
    }

    private static DatasetImage read(ImageFile file) {
        return new DatasetImage(
                file.path().toString(), bytes(file), MediaTypes.of(file.path()).orElse(""), file.label(), file.split());
    }

    /** A file that cannot be read has no bytes: it is rejected as an empty image, and the others go on. */
    private static byte[] bytes(ImageFile file) {
        try (InputStream in = Files.newInputStream(file.path())) {
            return in.readNBytes(MAX_BYTES);
        } catch (IOException e) {
            return new byte[0];
        }
    }

    /** A file, and what its folders say about it. */
    record ImageFile(Path path, Optional<String> label, Split split) {}
}
