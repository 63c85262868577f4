package io.fovea.datasets;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Data sets that a test makes up. */
final class InMemory {

    private InMemory() {}

    static List<DatasetImage> images(String label, int count, Split split) {
        List<DatasetImage> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] bytes = (label + i).getBytes(StandardCharsets.UTF_8);
            images.add(new DatasetImage(label + i, bytes, "image/png", Optional.of(label), split));
        }
        return images;
    }

    static ImageDataset of(List<DatasetImage> images) {
        return new ImageDataset() {
            @Override
            public long size() {
                return images.size();
            }

            @Override
            public List<String> classes() {
                return List.of("cat", "dog");
            }

            @Override
            public Stream<DatasetImage> images() {
                return images.stream();
            }
        };
    }
}
