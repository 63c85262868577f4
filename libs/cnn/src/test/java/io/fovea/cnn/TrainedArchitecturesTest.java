package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.bare.BareJvm;
import io.fovea.cnn.data.ArrayDataset;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.losses.MeanSquaredError;
import io.fovea.cnn.losses.SparseCategoricalCrossentropy;
import io.fovea.cnn.onnx.OnnxRuntime;
import io.fovea.cnn.optimizers.Adam;
import io.fovea.cnn.weights.KerasHdf5;
import io.fovea.cnn.weights.KerasWeights;
import io.fovea.cnn.weights.StoredWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

/**
 * Every architecture of the list, trained here for three steps and then in the hands of others: a JVM that has only TensorFlow, ONNX
 * Runtime, and networks that read its weights back. A few of them in every build, all with {@code -Dfovea.architectures=all}, which takes
 * minutes; what they differed by is written to {@code target/trained-architectures.txt}.
 */
class TrainedArchitecturesTest {
    private static final int BATCH = 4;
    private static final int STEPS = 3;

    @TempDir
    Path folder;

    @TempDir
    Path classes;

    static List<String> names() {
        return System.getProperty("fovea.architectures", "").isEmpty()
                ? List.of("efficientnetb0", "lenet5", "mobilenet", "monthlyreturns", "resnet20", "squeezenet", "svhn")
                : SmallArchitectures.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldAnswerTheSameElsewhereOnceTrained(String name) throws IOException, InterruptedException {
        // Given
        Model model = SmallArchitectures.named(name);
        Map<String, HostTensor> first = SmallArchitectures.weights(model, name, 1);
        Map<String, HostTensor> inputs = RandomModels.inputs(model, 3, 2);
        Map<String, HostTensor> expected = new LinkedHashMap<>();
        Map<String, HostTensor> weights;

        // When
        try (TrainableModel trained = model.compile(new Adam(1e-4), objectives(model), Options.seed(7))) {
            trained.fit(examples(model), new FitOptions(BATCH, 1));
            weights = trained.weights();
            List<HostTensor> answers = trained.predict(List.copyOf(inputs.values()));
            for (int i = 0; i < answers.size(); i++) {
                expected.put(outputName(model, i), answers.get(i));
            }
            trained.export(BareJvm.model(folder.resolve("bare"), name));
            trained.exporter().onnx(folder.resolve("model.onnx"));
        }
        StoredWeights.of(weights).writeSafetensors(folder.resolve("model.safetensors"));
        KerasWeights.write(folder.resolve("model.weights.h5"), model, weights);
        KerasWeights.write(folder.resolve("model.h5"), model, weights);

        // Then
        assertMoved(model, first, weights);
        expected.forEach((output, answer) -> assertThat(Answers.spread(answer))
                .as("%s sees its input", output)
                .isGreaterThan(1e-3));
        Map<String, Map<String, HostTensor>> answers = new LinkedHashMap<>();
        answers.put("SavedModel", bare(name, inputs, expected));
        answers.put("ONNX", onnxRuntime(inputs));
        answers.put(
                "safetensors",
                readBack(name, StoredWeights.readSafetensors(folder.resolve("model.safetensors")), inputs));
        answers.put("weights.h5", readBack(name, hdf5("model.weights.h5"), inputs));
        answers.put("h5", readBack(name, hdf5("model.h5"), inputs));
        note(name, model, answers, expected);
        answers.forEach((form, given) -> expected.forEach(
                (output, answer) -> Answers.assertSame(form + " " + output, given.get(output), answer)));
    }

    /** Classes where the output has some, else numbers. */
    private static Map<String, Objective> objectives(Model model) {
        Map<String, Objective> objectives = new LinkedHashMap<>();
        model.outputs().forEach(output -> objectives.put(output.layer().name(), Objective.of(loss(output.shape()))));
        return objectives;
    }

    private static Loss loss(Shape output) {
        return output.get(-1) > 1 ? new SparseCategoricalCrossentropy() : new MeanSquaredError();
    }

    private static ArrayDataset examples(Model model) {
        SplittableRandom random = new SplittableRandom(3);
        Map<String, HostTensor> targets = new LinkedHashMap<>();
        model.outputs().forEach(output -> targets.put(output.layer().name(), target(output.shape(), random)));
        return ArrayDataset.of(model, RandomModels.inputs(model, BATCH * STEPS, 4), targets);
    }

    private static HostTensor target(Shape output, SplittableRandom random) {
        long[] shape = loss(output).targetShape(output).prepend(BATCH * STEPS).asArray();
        int size = Math.toIntExact(LongStream.of(shape).reduce(1, Math::multiplyExact));
        if (output.get(-1) > 1) {
            return HostTensor.int64(shape, random.longs(size, 0, output.get(-1)).toArray());
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextDouble();
        }
        return HostTensor.float32(shape, values);
    }

    /** As the signature {@code serving} calls it. */
    private static String outputName(Model model, int index) {
        if (model.outputs().size() > 1) {
            return model.outputs().get(index).layer().name();
        }
        return model.outputs().get(0).shape().get(-1) > 1 ? "logits" : "outputs";
    }

    private static void assertMoved(Model model, Map<String, HostTensor> first, Map<String, HostTensor> weights) {
        model.namedWeights().forEach((path, weight) -> {
            if (weight.learned() || path.contains("moving_")) {
                assertThat(weights.get(path)).as(path + " has learnt").isNotEqualTo(first.get(path));
            }
        });
    }

    private Map<String, HostTensor> bare(String name, Map<String, HostTensor> inputs, Map<String, HostTensor> expected)
            throws IOException, InterruptedException {
        Path bare = folder.resolve("bare");
        BareJvm.feed(bare, name, inputs);
        BareJvm.run(bare, classes, 3);
        Map<String, HostTensor> answers = new LinkedHashMap<>();
        for (Map.Entry<String, HostTensor> output : expected.entrySet()) {
            answers.put(
                    output.getKey(),
                    BareJvm.answer(
                            bare, name, output.getKey(), output.getValue().shape()));
        }
        return answers;
    }

    private Map<String, HostTensor> onnxRuntime(Map<String, HostTensor> inputs) {
        try (OnnxRuntime theirs = OnnxRuntime.load(folder.resolve("model.onnx"))) {
            return theirs.run(inputs);
        }
    }

    private StoredWeights hdf5(String file) {
        return KerasHdf5.read(folder.resolve(file)).weights();
    }

    /** What a network that was never trained answers with these weights. */
    private static Map<String, HostTensor> readBack(
            String name, StoredWeights weights, Map<String, HostTensor> inputs) {
        Model again = SmallArchitectures.named(name);
        weights.loadInto(again);
        Map<String, HostTensor> answers = new LinkedHashMap<>();
        try (InferenceModel ready = again.inference(Options.seed(99))) {
            List<HostTensor> outputs = ready.predict(List.copyOf(inputs.values()));
            for (int i = 0; i < outputs.size(); i++) {
                answers.put(outputName(again, i), outputs.get(i));
            }
        }
        return answers;
    }

    private static void note(
            String name, Model model, Map<String, Map<String, HostTensor>> answers, Map<String, HostTensor> expected)
            throws IOException {
        StringBuilder line = new StringBuilder("%-22s %,12d".formatted(name, model.parameters()));
        answers.forEach((form, given) -> line.append(String.format(
                Locale.ROOT,
                "  %s %.1e",
                form,
                expected.entrySet().stream()
                        .mapToDouble(output -> Answers.largestDifference(given.get(output.getKey()), output.getValue()))
                        .max()
                        .orElseThrow())));
        Files.writeString(
                Path.of("target", "trained-architectures.txt"),
                line.append('\n'),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }
}
