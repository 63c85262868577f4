package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.bare.BareJvm;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.data.Batch;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.ActivationLayer;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.MaxPooling2D;
import io.fovea.cnn.layers.Padding;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.onnx.OnnxRuntime;
import io.fovea.cnn.optimizers.Adam;
import io.fovea.cnn.weights.KerasHdf5;
import io.fovea.cnn.weights.KerasWeights;
import io.fovea.cnn.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** A model that was trained here on the digits that ship with Fovea, in the hands of others. */
class TrainedElsewhereTest {
    private static final Path DIGITS = Path.of("../../examples/digits");

    @TempDir
    Path folder;

    @TempDir
    Path classes;

    @Test
    void shouldAnswerTheSameInEveryFormThatItLeavesIn() throws IOException, InterruptedException {
        // Given a network with batch normalization after some steps
        ArrayDataset digits = Mnist.read(DIGITS, "train", 800);
        Batch batch = Mnist.read(DIGITS, "t10k", 8)
                .batches(8, OptionalLong.empty())
                .iterator()
                .next();
        HostTensor images = batch.inputs().get(0);
        Model model = network();
        Loss loss = Loss.sparseCategoricalCrossentropyFromLogits();
        HostTensor expected;
        Path onnx = folder.resolve("model.onnx");
        Path safetensors = folder.resolve("model.safetensors");
        Path hdf5 = folder.resolve("model.weights.h5");
        try (TrainableModel trained = model.compile(new Adam(0.002), loss, Options.seed(7))) {
            trained.fit(digits, new FitOptions(32, 2));
            assertThat(trained.evaluate(Mnist.read(DIGITS, "t10k", 500), 250).get("accuracy"))
                    .isGreaterThan(0.7);
            expected = trained.predict(images);

            // When
            trained.export(BareJvm.model(folder.resolve("bare"), "digits"));
            trained.exporter().onnx(onnx);
            StoredWeights.of(trained.weights()).writeSafetensors(safetensors);
            KerasWeights.write(hdf5, model, trained.weights());
        }

        // Then
        BareJvm.feed(folder.resolve("bare"), "digits", Map.of("image", images));
        BareJvm.run(folder.resolve("bare"), classes, 8);
        Answers.assertSame(
                "SavedModel, bare",
                BareJvm.answer(folder.resolve("bare"), "digits", "logits", expected.shape()),
                expected);
        try (OnnxRuntime theirs = OnnxRuntime.load(onnx)) {
            Map<String, HostTensor> answers = theirs.run(Map.of("image", images));
            Answers.assertSame("ONNX Runtime", answers.get("logits"), expected);
            assertThat(answers).containsKey("probabilities");
        }
        assertReadBack("safetensors", StoredWeights.readSafetensors(safetensors), images, expected);
        assertReadBack("HDF5", KerasHdf5.read(hdf5).weights(), images, expected);
    }

    private static void assertReadBack(String form, StoredWeights weights, HostTensor images, HostTensor expected) {
        Model again = network();
        weights.loadInto(again);
        try (InferenceModel read = again.inference(Options.seed(99))) {
            Answers.assertSame(form, read.predict(images), expected);
        }
    }

    @Test
    void shouldExportSeveralOutputsAndChosenFeatures() {
        // Given
        SymbolicTensor pixels = Input.uint8("image", Shape.of(28, 28, 1));
        SymbolicTensor maps = pixels.then(Rescaling.pixelsTo(0, 1))
                .then(new Conv2D(4, 3).activation(Activation.RELU).named("maps"));
        SymbolicTensor flat = maps.then(new Flatten());
        Model model = Model.of(flat.then(new Dense(10).named("digit")), flat.then(new Dense(1).named("slant")));
        Map<String, HostTensor> weights = RandomModels.weights(model, 1);
        HostTensor images = RandomModels.inputs(model, 3, 2).get("image");
        ModelExport export = ModelExport.of(model, weights)
                .losses(Map.of("digit", Loss.sparseCategoricalCrossentropyFromLogits()))
                .features("maps", FeaturePooling.AVERAGE);

        // When
        export.savedModel(folder.resolve("model"));
        export.onnx(folder.resolve("model.onnx"));

        // Then
        try (SavedModel ours = SavedModel.load(folder.resolve("model"));
                OnnxRuntime theirs = OnnxRuntime.load(folder.resolve("model.onnx"))) {
            assertThat(ours.outputs()).containsOnlyKeys("digit", "digit_probabilities", "slant");
            assertThat(ours.features().orElseThrow().shape()).isEqualTo(Shape.of(4));
            Map<String, HostTensor> answers = ours.run(
                    Map.of("image", images), List.of("digit", "digit_probabilities", "slant", "features", "maps"));
            Map<String, HostTensor> onnx = theirs.run(Map.of("image", images));
            onnx.forEach((name, value) -> Answers.assertSame(name, value, answers.get(name)));
            assertThat(onnx.keySet()).isEqualTo(ours.outputs().keySet());
            assertThat(answers.get("features").toFloats()[0]).isCloseTo(mean(answers.get("maps")), offset(1e-3f));
        }
    }

    /** Of the first channel of the first example. */
    private static float mean(HostTensor maps) {
        float[] values = maps.toFloats();
        double sum = 0;
        for (int i = 0; i < 26 * 26; i++) {
            sum += values[4 * i];
        }
        return (float) (sum / (26 * 26));
    }

    private static Model network() {
        SymbolicTensor pixels = Input.uint8("image", Shape.of(28, 28, 1));
        return Model.of(pixels.then(Rescaling.pixelsTo(0, 1))
                .then(new Conv2D(8, 3).strides(2).padding(Padding.SAME).named("conv1"))
                .then(new BatchNormalization().momentum(0.8).named("norm1"))
                .then(new ActivationLayer(Activation.RELU).named("relu1"))
                .then(new MaxPooling2D(2).named("pool"))
                .then(new Flatten().named("flatten"))
                .then(new Dense(32).withoutBias().named("dense"))
                .then(new BatchNormalization().momentum(0.8).named("norm2"))
                .then(new ActivationLayer(Activation.GELU).named("gelu"))
                .then(new Dense(10).named("logits")));
    }
}
