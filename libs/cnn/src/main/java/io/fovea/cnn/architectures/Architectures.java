package io.fovea.cnn.architectures;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The networks there are, by the names that keras.applications has for them, in lower case. */
public final class Architectures {
    private static final Map<String, Architecture> ALL = Stream.of(small(), imageNet(), EfficientNet.all())
            .flatMap(List::stream)
            .collect(Collectors.toMap(Architecture::name, Function.identity(), (a, b) -> a, TreeMap::new));

    private static final Pattern WITH_WIDTH = Pattern.compile(
            "(mobilenet|mobilenetv2|mobilenetv3(?:small|large)(?:minimalistic)?)(?:_([0-9]\\.[0-9]{1,2}))?");

    private Architectures() {}

    private static List<Architecture> small() {
        return List.of(
                new FeedForward(),
                new LeNet5(),
                new CifarMlp(),
                new CifarCnn(),
                new CifarAlexNet(),
                new NetworkInNetwork(),
                new ResNet20(),
                new MonthlyReturnsCnn(),
                new MonthlyReturnsCnnFirstEdition(),
                new CnnTa(),
                new UNet(),
                new ContextModule(),
                new Svhn(),
                new SvhnCnn(),
                new EdgeFilterBank());
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
                MobileNetV3.small(1, false),
                MobileNetV3.large(1, false),
                new AlexNet(),
                new SqueezeNet(),
                DenseNet.densenet121(),
                DenseNet.densenet169(),
                DenseNet.densenet201(),
                NasNet.mobile(),
                NasNet.large());
    }

    /**
     * MobileNet with another width: the paper's alpha, such as 0.25, 0.5 or 0.75.
     *
     * @throws IllegalArgumentException where the width is not above 0
     */
    public static Architecture mobileNet(double width) {
        return mobileNet(width, 1);
    }

    /** Like {@link #mobileNet(double)}, with {@code depthMultiplier} outputs of each channel in its depthwise convolutions. */
    public static Architecture mobileNet(double width, int depthMultiplier) {
        return new MobileNet(width, depthMultiplier);
    }

    /**
     * MobileNetV2 with another width: the paper's multiplier, such as 0.35, 0.5, 0.75, 1.3 or 1.4.
     *
     * @throws IllegalArgumentException where the width is not above 0
     */
    public static Architecture mobileNetV2(double width) {
        return new MobileNetV2(width);
    }

    /**
     * MobileNetV3 small with another width, such as 0.75.
     *
     * @param minimalistic without squeeze and excitation, hard swish and kernels of 5 x 5, as in Keras
     * @throws IllegalArgumentException where the width is not above 0
     */
    public static Architecture mobileNetV3Small(double width, boolean minimalistic) {
        return MobileNetV3.small(width, minimalistic);
    }

    /** Like {@link #mobileNetV3Small}, large. */
    public static Architecture mobileNetV3Large(double width, boolean minimalistic) {
        return MobileNetV3.large(width, minimalistic);
    }

    /** All names, in alphabetical order. MobileNets of another width are known too, and not listed. */
    public static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    /**
     * The architecture of this name.
     *
     * @param name one of {@link #names}, or that of a MobileNet with its width: {@code mobilenet_0.25}, {@code mobilenetv2_1.40},
     *     {@code mobilenetv3small_0.75}
     * @throws IllegalArgumentException where there is none of that name; the message lists those there are
     */
    public static Architecture named(String name) {
        Architecture architecture = ALL.get(name);
        return architecture != null ? architecture : withWidth(name);
    }

    private static Architecture withWidth(String name) {
        Matcher matcher = WITH_WIDTH.matcher(name);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "No architecture is called %s. There are: %s.".formatted(name, String.join(", ", names())));
        }
        return mobile(matcher.group(1), matcher.group(2) == null ? 1 : Double.parseDouble(matcher.group(2)));
    }

    private static Architecture mobile(String name, double width) {
        return switch (name) {
            case "mobilenet" -> mobileNet(width);
            case "mobilenetv2" -> mobileNetV2(width);
            case "mobilenetv3small" -> mobileNetV3Small(width, false);
            case "mobilenetv3smallminimalistic" -> mobileNetV3Small(width, true);
            case "mobilenetv3large" -> mobileNetV3Large(width, false);
            case "mobilenetv3largeminimalistic" -> mobileNetV3Large(width, true);
            default ->
                throw new IllegalArgumentException(
                        "%s has no width: mobilenet, mobilenetv2, mobilenetv3small and mobilenetv3large do."
                                .formatted(name));
        };
    }

    /**
     * Like {@link #named(String)}, with the paper's alpha.
     *
     * @throws IllegalArgumentException for a width other than 1 of what has none
     */
    public static Architecture named(String name, double width) {
        return width == 1 ? named(name) : mobile(name, width);
    }
}
