package io.fovea.cnn.architectures;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The networks there are, by the names that keras.applications has for them, in lower case. */
public final class Architectures {
    private static final Map<String, Architecture> ALL = Stream.of(small(), imageNet(), EfficientNet.all())
            .flatMap(List::stream)
            .collect(Collectors.toMap(Architecture::name, Function.identity(), (a, b) -> a, TreeMap::new));

    private Architectures() {}

    private static List<Architecture> small() {
        return List.of(
                new FeedForward(),
                new LeNet5(),
                new CifarMlp(),
                new CifarCnn(),
                new CifarAlexNet(),
                new NetworkInNetwork(),
                new MonthlyReturnsCnn(),
                new MonthlyReturnsCnnFirstEdition(),
                new CnnTa(),
                new UNet(),
                new ContextModule());
    }

    private static List<Architecture> imageNet() {
        return List.of(
                Vgg.vgg16(),
                Vgg.vgg19(),
                ResNet.resnet50(),
                ResNet.resnet101(),
                ResNet.resnet152(),
                ResNetV2.resnet50v2(),
                ResNetV2.resnet101v2(),
                ResNetV2.resnet152v2(),
                new InceptionV3(),
                new InceptionResNetV2(),
                new Xception(),
                new MobileNet(),
                new MobileNetV2(),
                MobileNetV3.small(),
                MobileNetV3.large(),
                new AlexNet(),
                new SqueezeNet(),
                DenseNet.densenet121(),
                DenseNet.densenet169(),
                DenseNet.densenet201(),
                NasNet.mobile(),
                NasNet.large());
    }

    /** MobileNet with another width: the paper's alpha, such as 0.25, 0.5 or 0.75. */
    public static Architecture mobileNet(double width) {
        return new MobileNet("mobilenet", width);
    }

    /** MobileNetV2 with another width: the paper's alpha, such as 0.35, 0.5, 0.75, 1.3 or 1.4. */
    public static Architecture mobileNetV2(double width) {
        return new MobileNetV2("mobilenetv2", width);
    }

    /** In alphabetical order. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /** @throws IllegalArgumentException where there is none of that name; the message lists those there are */
    public static Architecture named(String name) {
        Architecture architecture = ALL.get(name);
        if (architecture == null) {
            throw new IllegalArgumentException(
                    "No architecture is called %s. There are: %s.".formatted(name, String.join(", ", names())));
        }
        return architecture;
    }
}
