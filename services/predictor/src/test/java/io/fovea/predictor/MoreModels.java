package io.fovea.predictor;

import io.fovea.cnn.FitOptions;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.SavedModel;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.Padding;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.losses.SequenceCrossentropy;
import io.fovea.cnn.optimizers.Sgd;
import io.fovea.cnn.sequences.ProbableSequence;
import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.evaluation.drift.DriftReference;
import io.fovea.evaluation.drift.ModelAnswer;
import io.fovea.evaluation.drift.Observation;
import io.fovea.evaluation.drift.Observer;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.testing.TinyModels;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.tensorflow.ndarray.Shape;

/** What the predictor answers with beside {@link TinyModels}' own. */
record MoreModels(TinyModels tiny) {

    /** On images {@code [side, side, 1]}, with what it makes of these pictures to be compared with. */
    ModelVersion watched(String model, int side, long seed, List<byte[]> pictures) {
        TrainableModel network = TinyModels.compiled(
                TinyModels.pixels(side).then(new Flatten()).then(new Dense(2).named("scores")), seed);
        return tiny.publish(model, network, seed, folder -> {
            reference(folder, side, pictures, 2, ModelAnswer::ofClasses).write(folder);
        });
    }

    private static DriftReference reference(
            Path exported, int side, List<byte[]> pictures, int predictable, Function<float[], ModelAnswer> answer) {
        Observer observer = Observer.ofPictures(1);
        try (SavedModel model = SavedModel.load(exported)) {
            List<Observation> seen = pictures.stream()
                    .map(picture -> {
                        HostTensor image = HostTensor.uint8(new long[] {1, side, side, 1}, picture);
                        float[] probabilities = model.run(Map.of("image", image), List.of("probabilities"))
                                .get("probabilities")
                                .toFloats();
                        return observer.observe(ByteBuffer.wrap(picture), answer.apply(probabilities));
                    })
                    .toList();
            return DriftReference.of(observer.names(), predictable, seen);
        }
    }

    /** On images {@code [side, side, 1]}, with a convolution of two filters. */
    ModelVersion convolutional(String model, int side, long seed) {
        SymbolicTensor maps = TinyModels.pixels(side).then(new Conv2D(2, 3).padding(Padding.SAME));
        return tiny.publish(model, TinyModels.dense(maps.then(new Flatten()), seed), seed, TinyModels.Addition.NONE);
    }

    /** On images {@code [side, side, 1]}, for sequences of up to {@code longest} of the two classes. */
    ModelVersion sequences(String model, int side, int longest, long seed) {
        return sequences(model, side, new SequenceHeads(2, longest), seed, TinyModels.Addition.NONE);
    }

    /** The same, with what it makes of these pictures to be compared with. */
    ModelVersion watchedSequences(String model, int side, int longest, long seed, List<byte[]> pictures) {
        SequenceHeads heads = new SequenceHeads(2, longest);
        return sequences(model, side, heads, seed, folder -> {
            DriftReference reference = reference(folder, side, pictures, longest, probabilities -> {
                ProbableSequence best = heads.best(probabilities, 1).get(0);
                return ModelAnswer.ofSequence(
                        heads.present(probabilities), best.classes().size(), best.probability());
            });
            reference.write(folder);
        });
    }

    private ModelVersion sequences(
            String model, int side, SequenceHeads heads, long seed, TinyModels.Addition addition) {
        TrainableModel network = Model.of(heads.on(TinyModels.pixels(side)))
                .compile(new Sgd(), new SequenceCrossentropy(heads), Options.seed(seed));
        return tiny.publish(model, network, seed, addition);
    }

    /** On windows {@code [lags, 1]}, trained to say "yes" where the returns' sum is above 0. */
    ModelVersion windows(String model, int lags, long seed) {
        return windows(model, lags, seed, TinyModels.Addition.NONE);
    }

    /** The same, with these periods to be compared with. */
    ModelVersion watchedWindows(String model, int lags, long seed, Map<String, double[]> figures) {
        var reference = new DriftReference(figures, new long[0], new float[0][]);
        return windows(model, lags, seed, reference::write);
    }

    private ModelVersion windows(String model, int lags, long seed, TinyModels.Addition addition) {
        SymbolicTensor window = Input.float32("window", Shape.of(lags, 1));
        TrainableModel network = Model.of(window.then(new Flatten()).then(new Dense(2).named("scores")))
                .compile(new Sgd(0.5), Loss.sparseCategoricalCrossentropyFromLogits(), Options.seed(seed));
        network.fit(sums(lags, seed), new FitOptions(32, 20));
        return tiny.publish(model, network, seed, addition);
    }

    private static ArrayDataset sums(int lags, long seed) {
        var random = new Random(seed);
        float[] windows = new float[512 * lags];
        long[] labels = new long[512];
        for (int i = 0; i < labels.length; i++) {
            float sum = 0;
            for (int lag = 0; lag < lags; lag++) {
                windows[i * lags + lag] = (float) random.nextGaussian();
                sum += windows[i * lags + lag];
            }
            labels[i] = sum > 0 ? 1 : 0;
        }
        return new ArrayDataset(HostTensor.float32(new long[] {labels.length, lags, 1}, windows), labels);
    }
}
