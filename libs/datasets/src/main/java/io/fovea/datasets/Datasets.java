package io.fovea.datasets;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Finds out what a path holds and opens it. */
public final class Datasets {

    private Datasets() {}

    /**
     * The images at a path:
     *
     * <ul>
     *   <li>IDX files under MNIST's usual names, gzipped or not, with labels or without: the folder, or one file;
     *   <li>a folder for each class, {@code class/image.png}, with images of any depth below it;
     *   <li>a folder for each split, {@code train}, {@code validation} or {@code test}, with classes or images in it;
     *       other folders beside them are not looked at;
     *   <li>a folder of images without classes, or one image.
     * </ul>
     *
     * <p>The test split is what the source calls so. Training images are {@link Split#UNSPECIFIED} where the source has no
     * validation split, so that one can be drawn from them.
     *
     * @throws DatasetException in one sentence, when there is nothing or nothing that can be read
     */
    public static ImageDataset open(Path path) {
        if (!Files.exists(path)) {
            throw new DatasetException("There is no file or folder %s.".formatted(path));
        }
        List<IdxPair> pairs = IdxPair.in(path);
        return pairs.isEmpty() ? FolderDataset.open(path) : IdxDataset.open(pairs);
    }
}
