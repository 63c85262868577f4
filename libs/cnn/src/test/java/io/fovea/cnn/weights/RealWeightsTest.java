package io.fovea.cnn.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.Photos;
import io.fovea.cnn.SharedData;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.layers.Activation;
import io.fovea.cnn.layers.ActivationLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

/** Published weights, where they lie beside the checkout, give their published answers. */
class RealWeightsTest {
    private static final List<String> CIFAR_CLASSES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    @Test
    void shouldClassifyCifarWithAResNet8OfKeras() throws IOException {
        // Given
        Model model = KerasHdf5.readModel(SharedData.file("weights/resnet8-cifar10/pretrainedResnet.h5"));
        int right = 0;
        int seen = 0;
        try (InferenceModel resnet = model.inference(Options.seed(1));
                ZipFile images = new ZipFile(SharedData.file("cifar10/test.zip").toFile())) {
            // When: raw pixels, as it was trained
            for (int label = 0; label < CIFAR_CLASSES.size(); label++) {
                List<byte[]> pixels = firstImages(images, CIFAR_CLASSES.get(label), 100);
                HostTensor answers = resnet.predict(floats(pixels));
                for (int i = 0; i < pixels.size(); i++) {
                    right += best(answers, i) == label ? 1 : 0;
                }
                seen += pixels.size();
            }
        }

        // Then
        assertThat(seen).isEqualTo(1000);
        assertThat((double) right / seen).isGreaterThanOrEqualTo(0.74);
    }

    @Test
    void shouldTellAPersonFromAFlower() throws IOException {
        // Given
        Model model = KerasHdf5.readModel(SharedData.file("weights/mobilenet-vww/vww_96.h5"));
        try (InferenceModel detector = model.inference(Options.seed(1))) {
            // When: pixels over 255, as it was trained
            float[] person = detector.predict(scaled(SharedData.file("photos/grace_hopper.png"), 96))
                    .toFloats();
            float[] flower = detector.predict(scaled(SharedData.file("photos/sunflower.png"), 96))
                    .toFloats();

            // Then: no person, person
            assertThat(person[1]).isGreaterThan(0.5f);
            assertThat(flower[0]).isGreaterThan(0.5f);
        }
    }

    @ParameterizedTest
    @CsvSource({"cat.png, cat", "bird.png, chickadee", "dragonfly.png, dragonfly"})
    void shouldNamePhotosWithTinyDarknetOfTensorFlowJs(String photo, String expected) throws IOException {
        // Given
        Model model = TensorFlowJs.readModel(SharedData.file("weights/tiny-darknet-imagenet/model.json"));
        List<String> labels =
                Files.readAllLines(SharedData.file("weights/tiny-darknet-imagenet/imagenet.shortnames.list"));
        try (InferenceModel darknet = model.inference(Options.seed(1))) {
            // When
            HostTensor answers = darknet.predict(scaled(SharedData.file("photos/" + photo), 224));

            // Then
            assertThat(labels.get(top(answers, 1).get(0))).containsIgnoringCase(expected);
        }
    }

    @Test
    void shouldAnswerAsThePublisherOfSqueezeNetSays() throws IOException {
        // Given: fp16 weights; the publisher fed blue, green, red as they are, without taking off the means
        Architecture squeezenet = Architectures.named("squeezenet");
        SymbolicTensor input = Input.float32("image", Shape.of(224, 224, 3));
        SymbolicTensor logits = squeezenet.classifier(squeezenet.features(input), 1000);
        Model model = Model.of(logits.then(new ActivationLayer(Activation.SOFTMAX)));
        Onnx.read(SharedData.file("weights/squeezenet-imagenet/SqueezeNet_fp16.onnx"))
                .weights()
                .loadInto(model);
        List<String> published =
                Files.readAllLines(SharedData.file("weights/squeezenet-imagenet/Squeezenet_fp16_fish_input_CPU.csv"));
        byte[] rgb = Photos.read(SharedData.file("weights/squeezenet-imagenet/fish.png"), 224, 224)
                .contents();
        float[] bgr = new float[rgb.length];
        for (int i = 0; i < bgr.length; i++) {
            bgr[i] = rgb[i - i % 3 + 2 - i % 3] & 0xff;
        }
        try (InferenceModel ready = model.inference(Options.seed(1))) {
            // When
            float[] answers = ready.predict(HostTensor.float32(new long[] {1, 224, 224, 3}, bgr))
                    .toFloats();

            // Then
            assertThat(published).hasSize(1001);
            for (int i = 0; i < 1000; i++) {
                float expected = Float.parseFloat(published.get(i + 1).split(",")[1]);
                assertThat(answers[i]).as("class %d", i).isCloseTo(expected, offset(2e-3f));
            }
        }
    }

    @Test
    void shouldFitTheMobileNetOfKerasApplications() {
        // Given
        KerasHdf5 file = KerasHdf5.read(SharedData.file("weights/mobilenet-imagenet/mobilenet_2_5_224_tf_no_top.h5"));
        Model model = Model.of(Architectures.mobileNet(0.25).features(Input.float32("input", Shape.of(224, 224, 3))));

        // When
        file.weights().loadInto(model);

        // Then
        assertThat(file.topology()).isEmpty();
        assertThat(model.namedWeights().values())
                .allMatch(weight -> weight.value().isPresent());
    }

    @Test
    void shouldSayWhatIsMissingWhenABackbonesFileMeetsAWholeModel() {
        // Given
        KerasHdf5 file = KerasHdf5.read(SharedData.file("weights/mobilenet-imagenet/mobilenet_2_5_224_tf_no_top.h5"));
        Model whole = Architectures.mobileNet(0.25).build(Shape.of(96, 96, 3), 5);
        Model wider = Architectures.mobileNet(0.5).build(Shape.of(96, 96, 3), 5);

        // When, Then
        assertThatThrownBy(() -> file.weights().loadInto(whole))
                .isInstanceOf(WeightsException.class)
                .hasMessageStartingWith("The file has no weights for the layers conv_preds; it has some for conv1, ");
        assertThat(whole.namedWeights().values())
                .noneMatch(weight -> weight.value().isPresent());
        assertThatThrownBy(() -> file.weights().loadPartInto(wider))
                .hasMessage("conv1/kernel: expected the shape [3, 3, 3, 16], found [3, 3, 3, 8].");
        assertThat(file.weights().loadPartInto(whole))
                .contains("conv1", "conv_pw_13")
                .doesNotContain("conv_preds");
    }

    @Test
    void shouldReadTheFirstBlocksOfVgg19AndSayThatTheOthersAreMissing() {
        // Given
        Path file = SharedData.file("weights/vgg19-blocks1-3/model.json");
        TensorFlowJs read = TensorFlowJs.read(file);
        Model model = Architectures.named("vgg19").build(Shape.of(64, 64, 3), 10);

        // When
        List<String> loaded = read.weights().loadPartInto(model);

        // Then
        assertThat(loaded)
                .containsExactlyInAnyOrder(
                        "block1_conv1",
                        "block1_conv2",
                        "block2_conv1",
                        "block2_conv2",
                        "block3_conv1",
                        "block3_conv2",
                        "block3_conv3",
                        "block3_conv4");
        assertThat(read.missing()).contains("group9-shard1of2");
        assertThatThrownBy(() -> TensorFlowJs.readModel(file))
                .hasMessageContaining("group9-shard1of2")
                .hasMessageEndingWith("are missing.");
    }

    private static List<byte[]> firstImages(ZipFile zip, String label, int count) throws IOException {
        List<? extends ZipEntry> entries = zip.stream()
                .filter(entry -> entry.getName().contains("/" + label + "/")
                        && entry.getName().endsWith(".jpg"))
                .sorted(Comparator.comparing(ZipEntry::getName))
                .limit(count)
                .toList();
        List<byte[]> images = new ArrayList<>();
        for (ZipEntry entry : entries) {
            images.add(Photos.pixels(zip.getInputStream(entry), 32, 32));
        }
        return images;
    }

    private static HostTensor floats(List<byte[]> images) {
        float[] values = new float[images.size() * 32 * 32 * 3];
        int next = 0;
        for (byte[] image : images) {
            for (byte pixel : image) {
                values[next++] = pixel & 0xff;
            }
        }
        return HostTensor.float32(new long[] {images.size(), 32, 32, 3}, values);
    }

    private static HostTensor scaled(Path photo, int size) throws IOException {
        byte[] pixels = Photos.read(photo, size, size).contents();
        float[] values = new float[pixels.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (pixels[i] & 0xff) / 255f;
        }
        return HostTensor.float32(new long[] {1, size, size, 3}, values);
    }

    private static int best(HostTensor answers, int row) {
        float[] values = answers.toFloats();
        int classes = (int) answers.shape()[1];
        int best = 0;
        for (int i = 1; i < classes; i++) {
            best = values[row * classes + i] > values[row * classes + best] ? i : best;
        }
        return best;
    }

    private static List<Integer> top(HostTensor answers, int count) {
        float[] values = answers.toFloats();
        return Stream.iterate(0, i -> i + 1)
                .limit(values.length)
                .sorted(Comparator.comparing((Integer i) -> -values[i]))
                .limit(count)
                .toList();
    }
}
