package io.fovea.datasets;

import java.util.List;
import java.util.Optional;

/** What an image's boxes say of the whole image. */
final class Boxes {

    private Boxes() {}

    /** The class of all boxes where there is but one, so that such an image can be learned as a whole; otherwise none. */
    static Optional<String> commonLabel(List<Box> boxes) {
        List<String> labels = boxes.stream().map(Box::label).distinct().limit(2).toList();
        return labels.size() == 1 ? Optional.of(labels.get(0)) : Optional.empty();
    }
}
