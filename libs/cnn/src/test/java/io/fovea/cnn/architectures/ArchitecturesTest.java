package io.fovea.cnn.architectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Input;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Model;
import io.fovea.cnn.Options;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.layers.BatchNormalization;
import io.fovea.cnn.layers.Dense;
import io.fovea.cnn.layers.GlobalAveragePooling2D;
import io.fovea.cnn.layers.GlobalMaxPooling2D;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.tensorflow.ndarray.Shape;

class ArchitecturesTest {
    @Test
    void shouldCountTheWeightsOfLeNet5() {
        // Given the chapter's table: 156 + 2,416 + 48,120 + 252,084 + 850
        Architecture lenet = Architectures.named("lenet5");

        // When
        Model model = lenet.build(lenet.defaultInput(), 10);

        // Then
        assertThat(model.parameters()).isEqualTo(303_626);
        assertThat(model.trainableParameters()).isEqualTo(303_626);
        assertThat(model.namedWeights().keySet())
                .containsExactly(
                        "conv1/kernel",
                        "conv1/bias",
                        "conv2/kernel",
                        "conv2/bias",
                        "conv3/kernel",
                        "conv3/bias",
                        "fc6/kernel",
                        "fc6/bias",
                        "fc7/kernel",
                        "fc7/bias");
    }

    @ParameterizedTest
    @CsvSource({
        "vgg16, 138357544",
        "vgg19, 143667240",
        "resnet50, 25636712",
        "resnet101, 44707176",
        "resnet152, 60419944",
        "resnet50v2, 25613800",
        "inceptionv3, 23851784",
        "inceptionresnetv2, 55873736",
        "xception, 22910480",
        "mobilenet, 4253864",
        "mobilenetv2, 3538984",
        "densenet121, 8062504",
        "densenet169, 14307880",
        "densenet201, 20242984",
        "nasnetmobile, 5326716",
        "nasnetlarge, 88949818",
        "efficientnetb0, 5330571",
        "efficientnetb1, 7856239",
        "efficientnetb2, 9177569",
        "efficientnetb3, 12320535",
        "efficientnetb4, 19466823",
        "efficientnetb5, 30562527",
        "efficientnetb6, 43265143",
        "efficientnetb7, 66658687",
        "resnet101v2, 44675560",
        "resnet152v2, 60380648",
        "mobilenetv3small, 2554968",
        "mobilenetv3large, 5507432"
    })
    void shouldHaveAsManyParametersAsKeras(String name, long parameters) {
        // Given
        Architecture architecture = Architectures.named(name);

        // When
        Model model = architecture.build(architecture.defaultInput(), 1000);

        // Then
        assertThat(model.parameters()).isEqualTo(parameters);
        assertThat(model.outputs().get(0).shape()).isEqualTo(Shape.of(1000));
    }

    @ParameterizedTest
    @CsvSource({
        "resnet101, 626",
        "resnet152, 932",
        "resnet101v2, 544",
        "resnet152v2, 816",
        "xception, 236",
        "mobilenet, 137",
        "mobilenetv2, 262",
        "mobilenetv3small, 210",
        "mobilenetv3large, 266",
        "densenet121, 606",
        "densenet169, 846",
        "nasnetmobile, 1126",
        "nasnetlarge, 1546",
        "efficientnetb0, 314",
        "efficientnetb1, 442",
        "efficientnetb7, 1040"
    })
    void shouldHaveAsManyWeightsAsKeras(String name, int weights) {
        // Given: what len(model.weights) is in Keras
        Architecture architecture = Architectures.named(name);

        // When
        Model model = architecture.build(architecture.defaultInput(), 1000);

        // Then
        assertThat(model.namedWeights()).hasSize(weights);
    }

    @ParameterizedTest
    @CsvSource({
        "mobilenet_0.25, 475544",
        "mobilenet_0.50, 1342536",
        "mobilenet_0.75, 2601976",
        "mobilenetv2_0.35, 1691208",
        "mobilenetv2_1.40, 6156712"
    })
    void shouldBuildMobileNetsOfAnotherWidth(String name, long parameters) {
        // Given
        Architecture architecture = Architectures.named(name);

        // When
        Model model = architecture.build(architecture.defaultInput(), 1000);

        // Then
        assertThat(model.parameters()).isEqualTo(parameters);
    }

    @Test
    void shouldMultiplyTheDepthOfAMobileNet() {
        // When
        Model model = Architectures.mobileNet(0.25, 2).build(Shape.of(32, 32, 3), 10);

        // Then
        assertThat(model.layer("conv_dw_1").output().shape()).isEqualTo(Shape.of(16, 16, 16));
        assertThat(model.layer("conv_pw_1").output().shape()).isEqualTo(Shape.of(16, 16, 16));
    }

    @ParameterizedTest
    @CsvSource({
        "vgg16, 32, '[1, 1, 512]'",
        "resnet50, 32, '[1, 1, 2048]'",
        "resnet50v2, 32, '[1, 1, 2048]'",
        "inceptionv3, 75, '[1, 1, 2048]'",
        "inceptionresnetv2, 75, '[1, 1, 1536]'",
        "xception, 71, '[3, 3, 2048]'",
        "mobilenet, 32, '[1, 1, 1024]'",
        "mobilenetv2, 32, '[1, 1, 1280]'",
        "mobilenetv3large, 32, '[1, 1, 960]'",
        "densenet121, 32, '[1, 1, 1024]'",
        "nasnetmobile, 32, '[1, 1, 1056]'",
        "efficientnetb0, 32, '[1, 1, 1280]'"
    })
    void shouldTakeTheSmallestImageThatKerasTakesAndNoSmaller(String name, int size, String features) {
        // Given
        Architecture architecture = Architectures.named(name);

        // When, Then
        SymbolicTensor smallest = Input.float32("input", Shape.of(size, size, 3));
        assertThat(architecture.features(smallest).shape()).hasToString(features);
        SymbolicTensor smaller = Input.float32("input", Shape.of(size, size - 1, 3));
        assertThatThrownBy(() -> architecture.features(smaller))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("%s takes images of %d x %d and more, received %d x %d."
                        .formatted(name, size, size, size, size - 1));
        assertThatThrownBy(() -> architecture.features(Input.float32("input", Shape.of(3072))))
                .hasMessageStartingWith(name + " takes inputs such as ");
    }

    static List<String> names() {
        return Architectures.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void shouldBuildEveryArchitectureWithAndWithoutItsTop(String name) {
        // Given
        Architecture architecture = Architectures.named(name);
        Shape input = architecture.defaultInput();

        // When
        Model whole = architecture.build(input, architecture.defaultClasses());
        Model features = Model.of(architecture.features(Input.float32("input", input)));

        // Then: every layer of the one is a layer of the other, by name and shapes
        assertThat(architecture.name()).isEqualTo(name);
        features.namedWeights()
                .forEach((weight, value) ->
                        assertThat(whole.namedWeights().get(weight).shape()).isEqualTo(value.shape()));
        assertThat(whole.parameters()).isGreaterThanOrEqualTo(features.parameters());
    }

    @ParameterizedTest
    @CsvSource({
        "vgg16, CAFFE",
        "vgg19, CAFFE",
        "resnet50, CAFFE",
        "resnet152, CAFFE",
        "resnet101v2, TF",
        "inceptionv3, TF",
        "inceptionresnetv2, TF",
        "xception, TF",
        "mobilenet, TF",
        "mobilenetv2, TF",
        "mobilenetv3small, NONE",
        "densenet201, TORCH",
        "nasnetmobile, TF",
        "nasnetlarge, TF",
        "efficientnetb7, NONE",
        "svhn, CAFFE"
    })
    void shouldPreprocessAsKerasDoes(String name, ImageNetPreprocessing.Mode mode) {
        assertThat(Architectures.named(name).preprocessing()).isEqualTo(mode);
    }

    @Test
    void shouldBuildOnPixelsAsTheBackboneWantsThem() {
        // Given
        Architecture vgg = Architectures.named("vgg16");
        SymbolicTensor pixels = Input.uint8("image", Shape.of(32, 32, 3));

        // When
        Model model = vgg.build(vgg.preprocessed(pixels), 10);

        // Then
        assertThat(model.layers().subList(0, 3))
                .extracting(Layer::className)
                .containsExactly("InputLayer", "ImageNetPreprocessing", "Conv2D");
    }

    @Test
    void shouldReadHouseNumbersWithAHeadForEachDigit() {
        // Given the chapter's table: VGG-16 14,714,688; 2,048; 131,328; 1,024; 32,896; 512; heads 516, 1,290, 3 times
        // 1,419
        Architecture svhn = Architectures.named("svhn");

        // When
        Model model = svhn.build(svhn.defaultInput(), 4);

        // Then
        assertThat(model.outputs())
                .extracting(output -> output.layer().name() + output.shape())
                .containsExactly("n_digits[4]", "d1[10]", "d2[11]", "d3[11]", "d4[11]");
        assertThat(model.parameters()).isEqualTo(14_888_559);
        assertThat(model.layer("block5_pool").output().shape()).isEqualTo(Shape.of(1, 1, 512));
    }

    @Test
    void shouldReadHouseNumbersOfFiveDigits() {
        // Given
        Architecture svhn = Architectures.named("svhn");
        SymbolicTensor input = Input.float32("input", Shape.of(64, 64, 3));

        // When
        Model model = svhn.build(input, 5);
        SymbolicTensor joined = svhn.classifier(svhn.features(input), 4);

        // Then: the chapter joins the heads of four digits to 47 values
        assertThat(model.outputs())
                .extracting(output -> output.shape().get(0))
                .containsExactly(5L, 10L, 11L, 11L, 11L, 11L);
        assertThat(joined.shape()).isEqualTo(Shape.of(47));
    }

    @Test
    void shouldSayWhatSizeAUNetTakes() {
        assertThatThrownBy(() -> Architectures.named("unet").build(Shape.of(64, 40, 1), 2))
                .hasMessage("unet takes images whose height and width are multiples of 16, received 64 x 40.");
    }

    @Test
    void shouldPassImagesThroughAContextModuleAsTheyAreToBeginWith() {
        // Given
        Architecture context = Architectures.named("contextmodule");
        Model model = Model.of(context.features(Input.float32("x", Shape.of(3, 2, 2))));
        float[] image = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};

        // When, Then
        try (InferenceModel ready = model.inference(Options.seed(1))) {
            assertThat(ready.predict(HostTensor.float32(new long[] {1, 3, 2, 2}, image))
                            .toFloats())
                    .containsExactly(image);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cifarmlp, 10, 3590642, 3590642",
        "cifarcnn, 10, 528054, 528054",
        "cifaralexnet, 10, 21592330, 21591114",
        "networkinnetwork, 10, 966986, 966986",
        "resnet20, 10, 274442, 273066",
        "svhncnn, 10, 588890, 588026",
        "edgefilters, 10, 25078, 25078",
        "monthlyreturns, 1, 641, 449",
        "monthlyreturns-1st, 1, 673, 673",
        "cnnta, 1, 55041, 55041",
        "alexnet, 1000, 60965224, 60965224",
        "mobilenetv3small, 1000, 2554968, 2542856",
        "mobilenetv3large, 1000, 5507432, 5483032",
        "resnet101v2, 1000, 44675560, 44577896",
        "resnet152, 1000, 60419944, 60268520",
        "squeezenet, 1000, 1235496, 1235496",
        "unet, 1, 31030593, 31030593",
        "contextmodule, 21, 28392, 28392"
    })
    void shouldHaveAsManyParametersAsPublished(String name, int classes, long parameters, long trainable) {
        // Given
        Architecture architecture = Architectures.named(name);

        // When
        Model model = architecture.build(architecture.defaultInput(), classes);

        // Then
        assertThat(model.parameters()).isEqualTo(parameters);
        assertThat(model.trainableParameters()).isEqualTo(trainable);
    }

    @Test
    void shouldHaveTheLayersOfThePaperInResNet20() {
        // Given: arXiv:1512.03385, section 4.2, for n = 3: maps of 32, 16 and 8 pixels, 16, 32 and 64 filters, 7, 6 and
        // 6 layers
        Architecture resnet = Architectures.named("resnet20");

        // When
        Model model = resnet.build(resnet.defaultInput(), 10);

        // Then
        assertThat(model.layers().stream()
                        .filter(layer -> layer.name().matches("conv1_conv|.*_[12]_conv"))
                        .map(layer -> model.layer(layer.name()).output().shape().toString())
                        .collect(Collectors.groupingBy(shape -> shape, Collectors.counting())))
                .isEqualTo(Map.of("[32, 32, 16]", 7L, "[16, 16, 32]", 6L, "[8, 8, 64]", 6L));
        assertThat(model.outputs().get(0).shape()).isEqualTo(Shape.of(10));
    }

    @Test
    void shouldCountTheHeadsOfTheChapterOnPublishedBackbones() {
        // Given
        SymbolicTensor pixels = Input.float32("input", Shape.of(160, 160, 3));
        SymbolicTensor scenes = Input.float32("input", Shape.of(64, 64, 3));

        // When
        SymbolicTensor cats = Architectures.named("vgg16")
                .features(pixels)
                .then(new GlobalAveragePooling2D())
                .then(new Dense(64))
                .then(new Dense(1));
        SymbolicTensor head = Architectures.named("densenet201")
                .features(scenes)
                .then(new GlobalMaxPooling2D())
                .then(new BatchNormalization());
        for (int i = 0; i < 4; i++) {
            head = head.then(new Dense(2048)).then(new BatchNormalization());
        }

        // Then
        Model frozen = Model.of(cats);
        assertThat(frozen.parameters()).isEqualTo(14_747_585);
        frozen.layers().stream()
                .filter(layer -> layer.name().startsWith("block"))
                .forEach(layer -> layer.trainable(false));
        assertThat(frozen.trainableParameters()).isEqualTo(32_897);
        frozen.layers().subList(12, 19).forEach(layer -> layer.trainable(true));
        assertThat(frozen.trainableParameters()).isEqualTo(11_831_937);
        assertThat(Model.of(head.then(new Dense(10))).parameters()).isEqualTo(34_906_186);
    }

    @Test
    void shouldNumberUnnamedLayersInTheOrderOfKeras() {
        // When
        Model model = Architectures.named("inceptionv3").build(Shape.of(75, 75, 3), 10);

        // Then: Keras' own ends with the pooled branch of mixed10
        assertThat(model.layer("conv2d_93").output().shape()).isEqualTo(Shape.of(1, 1, 192));
        assertThat(model.layer("mixed10").output().shape()).isEqualTo(Shape.of(1, 1, 2048));
    }

    @Test
    void shouldCountTheWeightsOfTheFeedForwardNet() {
        // Given
        Architecture net = Architectures.named("ffnn");

        // When
        Model model = net.build(net.defaultInput(), 10);

        // Then
        assertThat(model.parameters()).isEqualTo(669_706);
    }

    @Test
    void shouldNameTheArchitecturesThereAreWhenOneIsUnknown() {
        assertThatThrownBy(() -> Architectures.named("lenet6"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No architecture is called lenet6. There are: ")
                .hasMessageContaining("ffnn, inceptionresnetv2, inceptionv3, lenet5, mobilenet");
    }
}
