package io.fovea.benchmarks.networks;

import ai.djl.nn.Block;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.layers.Rescaling;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.tensorflow.ndarray.Shape;

/** A network that both libraries build, from pixels 0 to 255. */
enum Network {
    LENET5("LeNet-5", 28, 1, 10, () -> Architectures.named("lenet5"), PeerBlocks::lenet5),
    CIFAR_CNN("CIFAR-10 CNN", 32, 3, 10, () -> Architectures.named("cifarcnn"), PeerBlocks::cifarCnn),
    RESNET20("ResNet-20", 32, 3, 10, () -> Architectures.named("resnet20"), PeerBlocks::resNet20),
    MOBILENET("MobileNet x0.25", 128, 3, 1000, () -> Architectures.mobileNet(0.25), PeerBlocks::mobileNet);

    private final String title;
    private final int size;
    private final int channels;
    private final int classes;
    private final Supplier<Architecture> architecture;
    private final Supplier<Block> peer;

    Network(
            String title,
            int size,
            int channels,
            int classes,
            Supplier<Architecture> architecture,
            Supplier<Block> peer) {
        this.title = title;
        this.size = size;
        this.channels = channels;
        this.classes = classes;
        this.architecture = architecture;
        this.peer = peer;
    }

    /** By the name of its constant in lower case, or "all". */
    static List<Network> named(String name) {
        return name.equals("all") ? List.of(values()) : List.of(valueOf(name.toUpperCase(Locale.ROOT)));
    }

    String title() {
        return title;
    }

    int size() {
        return size;
    }

    int channels() {
        return channels;
    }

    int classes() {
        return classes;
    }

    /** {@code [height, width, channels]}. */
    Shape input() {
        return Shape.of(size, size, channels);
    }

    /** From pixels to logits. */
    Model model() {
        return architecture.get().build(Input.uint8("image", input()).then(Rescaling.pixelsTo(0, 1)), classes);
    }

    /** From floats 0 to 1 {@code [batch, channels, height, width]} to logits. */
    Block peer() {
        return peer.get();
    }
}
