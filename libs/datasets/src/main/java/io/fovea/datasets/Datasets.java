package io.fovea.datasets;

import io.fovea.datasets.tree.FileTree;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds out what a path holds and opens it. */
public final class Datasets {

    /** What else than images there may be, for errors. */
    static final String FORMS = "IDX under MNIST's names, CIFAR's and SVHN's files, a CSV of paths and labels";

    private Datasets() {}

    /**
     * The images at a path, which is a folder, a zip, a tar ({@code .tar}, {@code .tar.gz}, {@code .tgz}, {@code .tar.bz2}), a
     * folder of such archives, or one file:
     *
     * <ul>
     *   <li>IDX files under MNIST's usual names, gzipped or not, with labels or without: the folder, or one file;
     *   <li>SVHN: format 1 ({@code train/digitStruct.mat} and its PNGs), whose images have a sequence of digits and a box for
     *       each, and format 2 ({@code train_32x32.mat}, {@code test_32x32.mat}, {@code extra_32x32.mat});
     *   <li>CIFAR-10 and CIFAR-100 in their binary version;
     *   <li>boxes as COCO ({@code annotations/instances_train2017.json}) and Pascal VOC ({@code Annotations/1.xml}) have them; an
     *       image whose boxes are all of one class has that class;
     *   <li>a table of images, {@code .csv} or {@code .tsv}, with columns path, label and, if there are splits, split;
     *   <li>a folder for each class, {@code class/image.png}, with images of any depth below it;
     *   <li>a folder for each split, {@code train}, {@code validation} or {@code test}, with classes or images in it;
     *       other folders beside them are not looked at;
     *   <li>a folder of images without classes, or one image.
     * </ul>
     *
     * <p>The test split is what the source calls so. Training images are {@link Split#UNSPECIFIED} where the source has no
     * validation split, so that one can be drawn from them. Nothing is unpacked to disk.
     *
     * @throws DatasetException in one sentence, when there is nothing or nothing that can be read
     */
    public static ImageDataset open(Path path) {
        if (!Files.exists(path)) {
            throw new DatasetException("There is no file or folder %s.".formatted(path));
        }
        List<IdxPair> pairs = IdxPair.in(path);
        return pairs.isEmpty() ? open(path, FileTree.of(path)) : IdxDataset.open(pairs);
    }

    private static ImageDataset open(Path path, FileTree tree) {
        if (Files.isDirectory(path)) {
            List<ImageDataset> archives = archives(path, tree);
            if (!archives.isEmpty()) {
                return new JoinedDataset(archives);
            }
        } else if (isTable(path)) {
            return table(path);
        }
        List<String> structs = DigitStruct.filesOf(tree);
        if (!structs.isEmpty()) {
            return FileDataset.stated(tree, SvhnImages.of(tree, structs));
        }
        List<String> matrices = SvhnMatrices.filesOf(tree);
        if (!matrices.isEmpty()) {
            return new SvhnMatrices(tree, matrices);
        }
        List<String> batches = CifarDataset.filesOf(tree);
        if (!batches.isEmpty()) {
            return new CifarDataset(tree, batches);
        }
        List<String> coco = CocoDataset.filesOf(tree);
        if (!coco.isEmpty()) {
            return CocoDataset.open(tree, coco);
        }
        List<String> voc = VocDataset.filesOf(tree);
        if (!voc.isEmpty()) {
            return VocDataset.open(tree, voc);
        }
        Optional<String> table = CsvDataset.tableOf(tree);
        return table.isPresent() ? CsvDataset.open(tree, table.get()) : FileDataset.folders(path, tree);
    }

    /** A folder without images of its own, but with archives in it. */
    private static List<ImageDataset> archives(Path folder, FileTree tree) {
        boolean hasImages =
                tree.names().stream().anyMatch(name -> MediaTypes.of(name).isPresent());
        if (hasImages) {
            return List.of();
        }
        return tree.names().stream()
                .filter(name -> !name.contains("/") && FileTree.isArchive(name))
                .map(name -> open(folder.resolve(name)))
                .toList();
    }

    private static boolean isTable(Path file) {
        return file.getFileName().toString().toLowerCase(Locale.ROOT).matches(".*\\.(csv|tsv)");
    }

    private static ImageDataset table(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        return CsvDataset.open(FileTree.of(folder), file.getFileName().toString());
    }
}
