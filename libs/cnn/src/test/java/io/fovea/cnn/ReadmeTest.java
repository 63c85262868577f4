package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.callbacks.BackupAndRestore;
import io.fovea.cnn.callbacks.EarlyStopping;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.Conv2D;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.Dropout;
import io.fovea.cnn.layers.Flatten;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.MaxPooling2D;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Adam;
import io.fovea.cnn.optimizers.AdamW;
import io.fovea.cnn.optimizers.LayerRates;
import io.fovea.cnn.optimizers.Optimizer;
import io.fovea.cnn.weights.KerasHdf5;
import io.fovea.cnn.weights.KerasWeights;
import io.fovea.cnn.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.ndarray.Shape;

/** The code of README.md, as it stands there. */
class ReadmeTest {
    private static final Pattern CODE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    @Test
    void shouldDoWhatTheReadmeSays(@TempDir Path directory) {
        Dataset train = Examples.squares(320, 1);
        Dataset validation = Examples.squares(100, 2);
        HostTensor batch =
                validation.batches(4, OptionalLong.empty()).iterator().next().input();
        SymbolicTensor pixels = Input.uint8("image", Shape.of(28, 28, 1));
        SymbolicTensor logits = pixels.then(Rescaling.pixelsTo(0, 1))
                .then(new Conv2D(8, 3).activation(Activation.RELU).named("conv1"))
                .then(new MaxPooling2D(2))
                .then(new Flatten())
                .then(new Dropout(0.2))
                .then(new Dense(10).named("logits"));
        Model model = Model.of(logits);
        System.out.println(model.summary());
        Loss loss = Loss.sparseCategoricalCrossentropyFromLogits();
        try (TrainableModel trainable = model.compile(new Adam(0.001), loss, Options.seed(7))) {
            History history =
                    trainable.fit(train, validation, new FitOptions(32, 20), new EarlyStopping("val_loss", 5, true));
            System.out.println(history.metric("val_accuracy"));
            System.out.println(trainable.evaluate(validation, 256));
            trainable.export(directory);
        }
        try (SavedModel served = SavedModel.load(directory)) { // for any number of threads
            HostTensor probabilities = served.predict(batch);
            Map<String, HostTensor> seen = served.run(Map.of("image", batch), List.of("logits", "conv1"));
            assertThat(probabilities.shape()).containsExactly(4, 10);
            assertThat(seen.get("conv1").shape()).containsExactly(4, 26, 26, 8);
        }
    }

    @Test
    void shouldFineTuneAsTheReadmeSays(@TempDir Path directory) {
        Path backboneWeights = directory.resolve("backbone.safetensors");
        Path backup = directory.resolve("backup");
        Path tuned = directory.resolve("tuned");
        Dataset photos = photos();
        Loss loss = Loss.sparseCategoricalCrossentropyFromLogits();
        published(backboneWeights);
        SymbolicTensor scaled = Input.float32("scaled", Shape.of(32, 32, 3));
        Model backbone = Model.of(Architectures.named("mobilenet").features(scaled));
        StoredWeights.readSafetensors(backboneWeights).loadInto(backbone); // or KerasHdf5, Onnx, TensorFlowJs
        SymbolicTensor photo = Input.uint8("photo", Shape.of(32, 32, 3));
        Model network = Model.of(photo.then(Rescaling.pixelsTo(-1, 1))
                .then(backbone)
                .then(new GlobalAveragePooling2D())
                .then(new Dropout(0.2))
                .then(new Dense(2).named("head")));
        Map<String, HostTensor> head;
        backbone.trainable(false); // first the head alone, on what the backbone sees
        try (TrainableModel first = network.compile(new Adam(0.01), loss, Options.seed(7))) {
            first.fit(photos, new FitOptions(32, 3));
            head = first.weights();
        }
        backbone.trainable(true); // then all of it, the slower the deeper
        Optimizer gently = new AdamW(0.001).layerRates(LayerRates.byDepth(0.8)).clipNorm(1);
        try (TrainableModel second = network.compile(gently, loss, Options.seed(7))) {
            second.setWeights(head);
            second.fit(photos, new FitOptions(32, 2), new BackupAndRestore(backup, 100)); // goes on after kill -9
            second.export(tuned);
        }
        try (SavedModel served = SavedModel.load(tuned)) {
            assertThat(served.predict(photos.batches(4, OptionalLong.empty())
                                    .iterator()
                                    .next()
                                    .input())
                            .shape())
                    .containsExactly(4, 2);
        }
    }

    @Test
    void shouldFineTuneAsTheReadmeOfTheRepositorySays(@TempDir Path folder) throws IOException {
        Path fetched = folder.resolve("mobilenet_no_top.h5");
        Path backup = folder.resolve("backup");
        Path tuned = folder.resolve("tuned");
        Dataset photos = photos();
        Model drawn = Model.of(Architectures.named("mobilenet").features(Input.float32("scaled", Shape.of(32, 32, 3))));
        KerasWeights.write(fetched, drawn, FirstWeights.of(drawn, 1));

        SymbolicTensor scaled = Input.float32("scaled", Shape.of(32, 32, 3));
        Model backbone = Model.of(Architectures.named("mobilenet").features(scaled));
        KerasHdf5.read(fetched).weights().loadInto(backbone); // what ./fovea weights get mobilenet --no-top fetches
        Model network = Model.of(Input.uint8("photo", Shape.of(32, 32, 3))
                .then(Rescaling.pixelsTo(-1, 1))
                .then(backbone)
                .then(new GlobalAveragePooling2D())
                .then(new Dense(2).named("head")));
        Loss loss = Loss.sparseCategoricalCrossentropyFromLogits();
        Map<String, HostTensor> learned;
        backbone.trainable(false); // first the head alone, on what the backbone sees
        try (TrainableModel head = network.compile(new Adam(0.01), loss, Options.seed(7))) {
            head.fit(photos, new FitOptions(32, 3));
            learned = head.weights();
        }
        backbone.trainable(true); // then all of it, the slower the deeper
        Optimizer gently = new AdamW(0.001).layerRates(LayerRates.byDepth(0.8));
        try (TrainableModel whole = network.compile(gently, loss, Options.seed(7))) {
            whole.setWeights(learned);
            whole.fit(photos, new FitOptions(32, 2), new BackupAndRestore(backup, 100)); // goes on after kill -9
            whole.export(tuned); // a SavedModel: pixels in, probabilities out
        }

        // Then: it is what the README shows, in less than thirty lines, and answers
        List<String> shown = code(Path.of("../../README.md"));
        assertThat(shown).hasSize(1);
        assertThat(withoutSpace(Files.readString(Path.of("src/test/java/io/fovea/cnn/ReadmeTest.java"))))
                .contains(withoutSpace(shown.get(0)));
        assertThat(shown.get(0).lines().count()).isLessThan(30);
        try (SavedModel served = SavedModel.load(tuned)) {
            HostTensor some =
                    photos.batches(4, OptionalLong.empty()).iterator().next().input();
            assertThat(served.predict(some).shape()).containsExactly(4, 2);
        }
        assertThat(learned.get("head/kernel").shape()).containsExactly(1024, 2);
        assertThat(backup).doesNotExist();
    }

    /** Bright and dark ones. */
    private static Dataset photos() {
        byte[] pixels = new byte[64 * 32 * 32 * 3];
        long[] labels = new long[64];
        for (int i = 0; i < 64; i++) {
            labels[i] = i % 2;
            Arrays.fill(pixels, i * 32 * 32 * 3, (i + 1) * 32 * 32 * 3, (byte) (i % 2 == 0 ? 10 + i : 200 + i % 50));
        }
        return new ArrayDataset(HostTensor.uint8(new long[] {64, 32, 32, 3}, pixels), labels);
    }

    private static void published(Path file) {
        SymbolicTensor scaled = Input.float32("scaled", Shape.of(32, 32, 3));
        Model backbone = Model.of(Architectures.named("mobilenet").features(scaled));
        StoredWeights.of(FirstWeights.of(backbone, 1)).writeSafetensors(file);
    }

    @Test
    void shouldExportAsTheReadmeSays(@TempDir Path directory) {
        Model model = Examples.lenet5();
        Map<String, HostTensor> weights = RandomModels.weights(model, 1);
        ModelExport export = ModelExport.of(model, weights) // trainable.exporter() has those of now
                .loss(Loss.sparseCategoricalCrossentropyFromLogits())
                .features("conv1", FeaturePooling.AVERAGE);
        export.savedModel(directory); // TensorFlow, in any language
        export.onnx(directory.resolve("model.onnx")); // ONNX Runtime and others
        StoredWeights.of(weights).writeSafetensors(directory.resolve("weights.safetensors"));
        assertThat(directory).isDirectoryContaining("glob:**/*.onnx").isDirectoryContaining("glob:**/*.safetensors");
    }

    @Test
    void shouldBeWhatTheReadmeShows() throws IOException {
        // Given
        String source = withoutSpace(Files.readString(Path.of("src/test/java/io/fovea/cnn/ReadmeTest.java")));
        List<String> shown = code(Path.of("README.md")).stream()
                .map(ReadmeTest::withoutSpace)
                .toList();

        // Then
        assertThat(shown).hasSize(5);
        assertThat(shown.subList(0, 3)).allMatch(source::contains);
        assertThat(source).contains(shown.get(4));
        assertThat(source).contains(shown.get(3).replaceFirst("}$", "")); // the asserts stand before the brace
    }

    @Test
    void shouldFineTuneInLessThanThirtyLines() throws IOException {
        assertThat(code(Path.of("README.md")).get(2).lines().count()).isLessThan(30);
    }

    private static List<String> code(Path document) throws IOException {
        return CODE.matcher(Files.readString(document))
                .results()
                .map((MatchResult code) -> code.group(1))
                .toList();
    }

    private static String withoutSpace(String code) {
        return code.replaceAll("\\s+", "");
    }
}
