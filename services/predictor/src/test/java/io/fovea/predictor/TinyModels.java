package io.fovea.predictor;

import io.fovea.cnn.DType;
import io.fovea.cnn.ExportedModel;
import io.fovea.cnn.FitOptions;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.TrainableModel;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.Padding;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.losses.SequenceCrossentropy;
import io.fovea.cnn.optimizers.Sgd;
import io.fovea.cnn.sequences.SequenceHeads;
import io.fovea.evaluation.drift.DriftReference;
import io.fovea.evaluation.drift.Observation;
import io.fovea.evaluation.drift.Observer;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.LayerSpec;
import io.fovea.registry.Lineage;
import io.fovea.registry.Lineage.BackboneLineage;
import io.fovea.registry.ManifestDraft;
import io.fovea.registry.ModelRegistry;
import io.fovea.registry.TensorSpec;
import io.fovea.tensorcodec.Datatype;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** Small real networks of two classes, published to a registry; the same seed has the same weights. */
record TinyModels(ModelRegistry registry, Path work) {

    private static final Map<DType, Datatype> DATATYPES =
            Map.of(DType.UINT8, Datatype.UINT8, DType.FLOAT32, Datatype.FP32);

    /** On images {@code [side, side, 1]}; layer "hidden" has 3 units. */
    ModelVersion images(String model, int side, long seed) {
        SymbolicTensor image = Input.uint8("image", Shape.of(side, side, 1));
        return publish(model, image.then(Rescaling.pixelsTo(0, 1)).then(new Flatten()), seed, null);
    }

    /** As {@link #images}, with what it makes of these pictures to be compared with. */
    ModelVersion watched(String model, int side, long seed, List<byte[]> pictures) {
        SymbolicTensor image = Input.uint8("image", Shape.of(side, side, 1));
        Observer observer = Observer.ofPictures(1);
        try (TrainableModel network = Model.of(
                        image.then(Rescaling.pixelsTo(0, 1)).then(new Flatten()).then(new Dense(2).named("scores")))
                .compile(new Sgd(), Loss.sparseCategoricalCrossentropyFromLogits(), Options.seed(seed))) {
            List<Observation> seen = pictures.stream()
                    .map(picture -> {
                        float[] logits = network.predict(HostTensor.uint8(new long[] {1, side, side, 1}, picture))
                                .toFloats();
                        float second = (float) (1 / (1 + Math.exp(logits[0] - logits[1])));
                        return observer.observe(ByteBuffer.wrap(picture), new float[] {1 - second, second});
                    })
                    .toList();
            ExportedModel exported = network.export(Files.createTempDirectory(work, "export"));
            Files.write(
                    exported.directory().resolve(DriftReference.FILE),
                    DriftReference.of(observer.names(), 2, seen).toJson());
            return registry.publish(exported.directory(), draft(model, exported, seed, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** On images {@code [side, side, 1]}, with a convolution of two filters. */
    ModelVersion convolutional(String model, int side, long seed) {
        SymbolicTensor image = Input.uint8("image", Shape.of(side, side, 1));
        SymbolicTensor maps = image.then(Rescaling.pixelsTo(0, 1)).then(new Conv2D(2, 3).padding(Padding.SAME));
        return publish(model, maps.then(new Flatten()), seed, null);
    }

    /** On images {@code [side, side, 1]}, for sequences of up to {@code longest} of the two classes. */
    ModelVersion sequences(String model, int side, int longest, long seed) {
        SequenceHeads heads = new SequenceHeads(2, longest);
        SymbolicTensor image = Input.uint8("image", Shape.of(side, side, 1));
        return publish(
                model, heads.on(image.then(Rescaling.pixelsTo(0, 1))), new SequenceCrossentropy(heads), seed, null);
    }

    /** On three features. */
    ModelVersion head(String model, BackboneLineage backbone, long seed) {
        return publish(model, Input.float32("features", Shape.of(3)), seed, backbone);
    }

    /** On windows {@code [lags, 1]}, trained to say "up" where the returns' sum is above 0. */
    ModelVersion windows(String model, int lags, long seed) {
        SymbolicTensor window = Input.float32("window", Shape.of(lags, 1));
        SymbolicTensor scores = window.then(new Flatten()).then(new Dense(2).named("scores"));
        try (TrainableModel network = Model.of(scores)
                .compile(new Sgd(0.5), Loss.sparseCategoricalCrossentropyFromLogits(), Options.seed(seed))) {
            network.fit(sums(lags, seed), new FitOptions(32, 20));
            ExportedModel exported = network.export(Files.createTempDirectory(work, "export"));
            return registry.publish(exported.directory(), draft(model, exported, seed, null));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    private ModelVersion publish(String model, SymbolicTensor input, long seed, @Nullable BackboneLineage backbone) {
        SymbolicTensor hidden =
                input.then(new Dense(3).activation(Activation.RELU).named("hidden"));
        return publish(
                model,
                hidden.then(new Dense(2).named("scores")),
                Loss.sparseCategoricalCrossentropyFromLogits(),
                seed,
                backbone);
    }

    private ModelVersion publish(
            String model, SymbolicTensor logits, Loss loss, long seed, @Nullable BackboneLineage backbone) {
        try (TrainableModel network = Model.of(logits).compile(new Sgd(), loss, Options.seed(seed))) {
            ExportedModel exported = network.export(Files.createTempDirectory(work, "export"));
            return registry.publish(exported.directory(), draft(model, exported, seed, backbone));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ManifestDraft draft(
            String model, ExportedModel exported, long seed, @Nullable BackboneLineage backbone) {
        Map<String, LayerSpec> layers = new LinkedHashMap<>();
        exported.layers()
                .forEach((name, spec) -> layers.put(
                        name,
                        new LayerSpec(
                                spec.tensorName(), DATATYPES.get(spec.dtype()).name(), shape(spec))));
        return new ManifestDraft(
                model,
                specs(exported.inputs()),
                specs(exported.outputs()),
                layers,
                List.of("no", "yes"),
                List.of(),
                Map.of(),
                new Lineage(UUID.randomUUID().toString(), model, "f00", "test", seed, backbone),
                exported.weightsSha256());
    }

    private static List<TensorSpec> specs(Map<String, io.fovea.cnn.TensorSpec> tensors) {
        return tensors.entrySet().stream()
                .map(tensor -> new TensorSpec(
                        tensor.getKey(),
                        DATATYPES.get(tensor.getValue().dtype()).name(),
                        shape(tensor.getValue())))
                .toList();
    }

    private static List<Long> shape(io.fovea.cnn.TensorSpec spec) {
        return Arrays.stream(spec.shape().asArray()).boxed().toList();
    }
}
