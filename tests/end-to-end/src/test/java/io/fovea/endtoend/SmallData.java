package io.fovea.endtoend;

import io.fovea.datasets.Datasets;
import io.fovea.datasets.HeldOut;
import io.fovea.datasets.ImageDataset;
import io.fovea.datasets.compose.HouseNumbers;
import io.fovea.pipeline.PipelineSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A few hundred pictures for a pipeline, in the format that it is declared for.
 *
 * @param path what {@code --data} is given
 * @param images what is there, with the test split that a run tests on
 * @param options what {@code run} is told beside it
 */
record SmallData(Path path, ImageDataset images, List<String> options) {
    private static final double TEST_SHARE = 0.25;

    static SmallData of(PipelineSpec spec, Path folder) throws IOException {
        List<String> classes = spec.model().classes();
        String kind = spec.name().replaceFirst("-.*", "");
        return switch (kind) {
            case "mnist" -> stated(SmallFiles.idx(folder));
            case "cifar10" -> stated(SmallFiles.cifar(folder, classes));
            case "svhn" -> numbers(folder);
            case "scenes" -> heldOut(SmallFiles.zip(folder, classes, 64));
            case "edge" -> stated(SmallFiles.idx(folder));
            case "eurosat" ->
                heldOut(
                        spec.image().bands().isPresent()
                                ? BandFiles.tiles(folder, classes)
                                : SmallFiles.tar(folder, classes, 64));
            case "cats" -> stated(SmallFiles.splits(folder, classes, 48));
            default -> heldOut(SmallFiles.folders(folder, classes, 64)); // bottleneck
        };
    }

    private static SmallData numbers(Path folder) {
        new HouseNumbers(Datasets.open(Repository.digits()), 1).write(folder, 240, 60, written -> {});
        return stated(folder);
    }

    private static SmallData stated(Path path) {
        return new SmallData(path, Datasets.open(path), List.of());
    }

    private static SmallData heldOut(Path path) {
        return new SmallData(path, HeldOut.of(Datasets.open(path), TEST_SHARE), List.of("--hold-out=" + TEST_SHARE));
    }
}
