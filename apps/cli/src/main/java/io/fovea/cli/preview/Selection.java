package io.fovea.cli.preview;

import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.ImageDataset;
import io.fovea.pipeline.PipelineSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The first images of each class, as many of each as make up the number; of a data set without classes, or with sequences, the first ones. */
final class Selection {
    private final Set<String> classes;
    private final boolean ofSequences;
    private final int images;

    Selection(PipelineSpec pipeline, int images) {
        this.classes = Set.copyOf(pipeline.model().classes());
        this.ofSequences = pipeline.sequence().isPresent();
        this.images = images;
    }

    List<DatasetImage> of(ImageDataset dataset) {
        Set<String> known = new HashSet<>(dataset.classes());
        known.retainAll(classes);
        int each = known.isEmpty() || ofSequences ? images : (images + known.size() - 1) / known.size();
        List<DatasetImage> chosen = new ArrayList<>();
        Map<String, Integer> taken = new HashMap<>();
        try (Stream<DatasetImage> all = dataset.images()) {
            Iterator<DatasetImage> iterator = all.iterator();
            while (iterator.hasNext() && chosen.size() < images) {
                DatasetImage image = iterator.next();
                String label = ofSequences ? "" : image.label().orElse("");
                boolean isKnown = ofSequences
                        ? classes.containsAll(image.sequence())
                        : label.isEmpty() || classes.contains(label);
                if (isKnown && taken.merge(label, 1, Integer::sum) <= each) {
                    chosen.add(image);
                }
            }
        }
        return chosen;
    }
}
