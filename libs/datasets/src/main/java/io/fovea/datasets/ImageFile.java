package io.fovea.datasets;

import java.util.List;
import java.util.Optional;

/** A file of a tree that is one image, and what the data set says about it. */
record ImageFile(String name, Optional<String> label, Split split, List<String> sequence, List<Box> boxes) {

    ImageFile(String name, Optional<String> label, Split split) {
        this(name, label, split, List.of(), List.of());
    }

    DatasetImage image(String place, byte[] encoded) {
        return new DatasetImage(place, encoded, MediaTypes.of(name).orElse(""), label, split, sequence, boxes);
    }
}
