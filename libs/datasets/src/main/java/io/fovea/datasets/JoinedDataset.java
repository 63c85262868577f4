package io.fovea.datasets;

import java.util.List;
import java.util.stream.Stream;

/** Several data sets one after the other, such as an archive for each split. */
final class JoinedDataset implements ImageDataset {
    private final List<ImageDataset> parts;

    JoinedDataset(List<ImageDataset> parts) {
        this.parts = List.copyOf(parts);
    }

    @Override
    public long size() {
        return parts.stream().mapToLong(ImageDataset::size).sum();
    }

    @Override
    public List<String> classes() {
        return parts.stream()
                .flatMap(part -> part.classes().stream())
                .distinct()
                .sorted()
                .toList();
    }

    @Override
    public boolean labelledByFolders() {
        return parts.stream().anyMatch(ImageDataset::labelledByFolders);
    }

    @Override
    public Stream<DatasetImage> images() {
        return parts.stream().flatMap(ImageDataset::images); // closes each part behind it
    }
}
