package io.fovea.benchmarks.images;

import io.fovea.cnn.DType;
import io.fovea.cnn.FeaturePooling;
import io.fovea.cnn.FitOptions;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.architectures.Backbone;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.data.Batch;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Adam;
import io.fovea.cnn.optimizers.Optimizer;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * Epochs a minute of a head on features that are kept, beside the same head on top of its whole backbone, all of whose layers are
 * frozen: MobileNet x0.25, in turn, in one run. Random weights: what they are does not change what a step costs.
 *
 * <p>Arguments: {@code [SIDE [PICTURES [ROUNDS]]]}.
 */
public final class HeadTrainingBenchmark {
    private static final Options SEED = Options.seed(7);
    private static final int BATCH = 32;
    private static final int CLASSES = 7;
    private static final int HEAD_EPOCHS = 40;
    private static final Backbone BACKBONE =
            new Backbone(Architectures.named("mobilenet", 0.25), "conv_pw_13_relu", FeaturePooling.AVERAGE);

    private HeadTrainingBenchmark() {}

    public static void main(String... arguments) {
        int[] numbers = Arrays.stream(arguments).mapToInt(Integer::parseInt).toArray();
        int side = numbers.length > 0 ? numbers[0] : 128;
        int pictures = numbers.length > 1 ? numbers[1] : 1_600;
        int rounds = numbers.length > 2 ? numbers[2] : 5;
        ArrayDataset images = new ArrayDataset(new Photos(side, pictures).batch(), labels(pictures));
        try (TrainableModel whole = whole(side);
                TrainableModel head = head()) {
            measure(whole, images, head, new ArrayDataset(features(images, side), labels(pictures)), rounds);
        }
    }

    private static void measure(
            TrainableModel whole, ArrayDataset images, TrainableModel head, ArrayDataset features, int rounds) {
        epochsPerMinute(whole, images, 1); // warms up
        epochsPerMinute(head, features, HEAD_EPOCHS);
        double[] ratios = new double[rounds];
        System.out.printf("%,d pictures, batches of %d%n", images.size(), BATCH);
        System.out.printf(
                "%5s  %26s  %25s  %6s%n", "round", "whole network, epochs/min", "head alone, epochs/min", "ratio");
        for (int round = 0; round < rounds; round++) {
            double slow = epochsPerMinute(whole, images, 1);
            double fast = epochsPerMinute(head, features, HEAD_EPOCHS);
            ratios[round] = fast / slow;
            System.out.printf("%5d  %,26.1f  %,25.0f  %6.0f%n", round + 1, slow, fast, ratios[round]);
        }
        Arrays.sort(ratios);
        System.out.printf("median ratio %.0f%n", ratios[rounds / 2]);
    }

    private static double epochsPerMinute(TrainableModel model, ArrayDataset examples, int epochs) {
        long start = System.nanoTime();
        model.fit(examples, new FitOptions(BATCH, epochs));
        return epochs * 60e9 / (System.nanoTime() - start);
    }

    private static TrainableModel whole(int side) {
        SymbolicTensor features = BACKBONE.features(Input.uint8("image", Shape.of(side, side, 3)));
        Map<String, Double> frozen = new LinkedHashMap<>();
        Model.of(features).layers().stream()
                .filter(layer -> !layer.weights().isEmpty())
                .forEach(layer -> frozen.put(layer.name(), 0.0));
        Optimizer adam = new Adam(0.002).layerRates(layers -> frozen);
        return compile(Model.of(classified(features)), adam);
    }

    private static TrainableModel head() {
        int width = (int) BACKBONE.features(Input.uint8("image", Shape.of(64, 64, 3)))
                .shape()
                .size();
        return compile(Model.of(classified(Input.float32("features", Shape.of(width)))), new Adam(0.002));
    }

    private static SymbolicTensor classified(SymbolicTensor features) {
        return features.then(new Dropout(0.2)).then(new Dense(CLASSES).named("logits"));
    }

    private static TrainableModel compile(Model model, Optimizer optimizer) {
        return model.compile(optimizer, Loss.sparseCategoricalCrossentropyFromLogits(), SEED);
    }

    /** What the feature-extractor would have kept. */
    private static HostTensor features(ArrayDataset images, int side) {
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        long width = 0;
        try (InferenceModel backbone = BACKBONE.model(side, side, 3).inference(SEED)) {
            for (Batch batch : images.batches(BATCH, OptionalLong.empty())) {
                HostTensor answer = backbone.predict(batch.input());
                width = answer.shape()[1];
                rows.writeBytes(answer.contents());
            }
        }
        return new HostTensor(DType.FLOAT32, new long[] {images.size(), width}, rows.toByteArray());
    }

    private static long[] labels(int count) {
        return IntStream.range(0, count).mapToLong(i -> i % CLASSES).toArray();
    }
}
