package io.fovea.cli.learn;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.cli.client.Connection;
import io.fovea.cli.client.TopicReader;
import io.fovea.datasets.DatasetImage;
import io.fovea.datasets.ImageDataset;
import io.fovea.datasets.Split;
import io.fovea.evaluation.baselines.FeatureBaselines;
import io.fovea.evaluation.baselines.Features;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import io.fovea.tensorcodec.TensorCodec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What plain learners make of the very features that the head answered for: learned from the same images, tested on the same ones. */
public final class HeldOutBaselines {
    private final List<float[]> rows = new ArrayList<>();
    private final List<Integer> labels = new ArrayList<>();

    private HeldOutBaselines() {}

    /** Each learner's accuracy on the images of the test split, by its name. */
    public static Map<String, Double> of(Connection connection, PipelineSpec pipeline, ImageDataset images) {
        Map<String, Example> features = new LinkedHashMap<>(); // of an id the newest
        try (var reader = TopicReader.open(connection, Topics.features(pipeline.name()), TopicReader.From.BEGINNING)) {
            reader.readToEnd().forEach(record -> features.put(record.key(), parse(record.value())));
        }
        var baselines = new HeldOutBaselines();
        List<String> classes = pipeline.model().classes();
        features.values().stream()
                .filter(example -> example.getLabelsCount() > 0)
                .forEach(example -> baselines.add(example, (int) TensorCodec.toInt64(example.getLabels(0))[0]));
        int known = baselines.rows.size();
        held(images).forEach((id, label) -> {
            if (features.containsKey(id)) {
                baselines.add(features.get(id), classes.indexOf(label));
            }
        });
        return baselines.accuracies(known, classes.size());
    }

    private static Example parse(byte[] value) {
        try {
            return Example.parseFrom(value);
        } catch (InvalidProtocolBufferException e) {
            return Example.getDefaultInstance(); // no features: passed over
        }
    }

    private static Map<String, String> held(ImageDataset images) {
        Map<String, String> held = new HashMap<>();
        try (Stream<DatasetImage> all = images.images()) {
            all.filter(image -> image.split() == Split.TEST)
                    .forEach(image -> held.put(image.sha256(), image.label().orElse("")));
        }
        return held;
    }

    private void add(Example example, int label) {
        if (example.getInputsCount() == 1 && label >= 0) {
            rows.add(TensorCodec.toFloat32(example.getInputs(0)));
            labels.add(label);
        }
    }

    private Map<String, Double> accuracies(int known, int classes) {
        if (rows.isEmpty()) {
            return Map.of();
        }
        int width = rows.get(0).length;
        float[] values = new float[rows.size() * width];
        for (int i = 0; i < rows.size(); i++) {
            System.arraycopy(rows.get(i), 0, values, i * width, width);
        }
        int[] wanted = labels.stream().mapToInt(Integer::intValue).toArray();
        return new FeatureBaselines(new Features(values, width), wanted, classes)
                .accuracies(
                        IntStream.range(0, known).toArray(),
                        IntStream.range(known, rows.size()).toArray());
    }
}
