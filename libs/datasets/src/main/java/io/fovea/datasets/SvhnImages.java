package io.fovea.datasets;

import io.fovea.datasets.tree.FileTree;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** SVHN's format 1: house numbers as photographed, each a sequence of digits with a box for each. */
final class SvhnImages {

    private SvhnImages() {}

    static List<ImageFile> of(FileTree tree, List<String> structs) {
        Set<String> there = new HashSet<>(tree.names());
        List<ImageFile> files = new ArrayList<>();
        for (String struct : structs) {
            String folder = struct.substring(0, struct.lastIndexOf('/') + 1);
            for (DigitStruct.Entry entry : DigitStruct.read(tree, struct)) {
                String name = folder + entry.image();
                if (!there.contains(name)) {
                    throw new DatasetException("The file %s names %s, which is not beside it."
                            .formatted(tree.place(struct), shown(entry.image())));
                }
                files.add(file(name, split(folder), entry.digits()));
            }
        }
        return files;
    }

    private static ImageFile file(String name, Split split, List<Box> digits) {
        return new ImageFile(
                name, Optional.empty(), split, digits.stream().map(Box::label).toList(), digits);
    }

    /** {@code extra} is more to train on. */
    private static Split split(String folder) {
        String[] parts = folder.split("/");
        return parts[parts.length - 1].equalsIgnoreCase("test") ? Split.TEST : Split.UNSPECIFIED;
    }

    private static String shown(String name) {
        return "'" + name.substring(0, Math.min(name.length(), 80)).replaceAll("\\p{Cntrl}", "?") + "'";
    }
}
