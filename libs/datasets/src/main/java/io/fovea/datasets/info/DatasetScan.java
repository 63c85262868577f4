package io.fovea.datasets.info;

import io.fovea.datasets.Box;
import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.ImageDataset;
import io.fovea.datasets.Split;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One pass over a data set, which decodes every image. */
public final class DatasetScan {
    private static final int EXAMPLES = 10;

    private final Map<String, Map<Split, Long>> classes = new TreeMap<>();
    private final Map<Split, Long> splits = new EnumMap<>(Split.class);
    private final Map<String, Long> sizes = new TreeMap<>();
    private final List<String> brokenExamples = new ArrayList<>();
    private final SeenImages seen = new SeenImages(EXAMPLES);
    private long images;
    private long unlabelled;
    private long broken;

    private DatasetScan() {}

    /** @param onSeen hears how many images were seen so far */
    public static DatasetInfo of(ImageDataset dataset, LongConsumer onSeen) {
        DatasetScan scan = new DatasetScan();
        dataset.classes().forEach(label -> scan.classes.put(label, new EnumMap<>(Split.class)));
        try (Stream<DatasetImage> all = dataset.images()) {
            all.forEach(image -> {
                scan.add(image);
                onSeen.accept(scan.images);
            });
        }
        return scan.info();
    }

    private void add(DatasetImage image) {
        images++;
        splits.merge(image.split(), 1L, Long::sum);
        List<String> labels = labels(image);
        unlabelled += labels.isEmpty() ? 1 : 0;
        labels.forEach(label -> classes.computeIfAbsent(label, name -> new EnumMap<>(Split.class))
                .merge(image.split(), 1L, Long::sum));
        Picture picture = Picture.of(image.encoded());
        if (picture.problem().isEmpty()) {
            sizes.merge(picture.size(), 1L, Long::sum);
            seen.add(image, labels);
        } else {
            broken++;
            if (brokenExamples.size() < EXAMPLES) {
                brokenExamples.add(image.source() + ": " + picture.problem().get());
            }
        }
    }

    private static List<String> labels(DatasetImage image) {
        if (!image.isLabelled()) {
            return image.boxes().stream().map(Box::label).toList();
        }
        return image.label().map(List::of).orElse(image.sequence());
    }

    private DatasetInfo info() {
        Map<String, Long> frequent = sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, LinkedHashMap::new));
        return new DatasetInfo(
                images,
                classes,
                unlabelled,
                splits,
                frequent,
                broken,
                List.copyOf(brokenExamples),
                seen.duplicates(),
                seen.acrossSplits(),
                seen.examples(),
                seen.contradictions());
    }
}
