package io.fovea.cli.explain;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.explain.ChannelOrder;
import io.fovea.cnn.explain.Explanation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A network that is looked into, ready to answer; close it. */
public interface Subject extends AutoCloseable {
    /** As people call it: {@code digits/3}, {@code model.json}. */
    String name();

    /** A picture as it takes it: UINT8 {@code [1, height, width, channels]}. */
    HostTensor pixels(Photo photo) throws IOException;

    /** A probability for each class. */
    double[] answer(HostTensor pixels);

    /**
     * Saliency and Grad-CAM.
     *
     * @param layer for Grad-CAM; null for the last convolution
     * @param classes none for the best
     */
    Explanation explain(HostTensor pixels, @Nullable String layer, long... classes);

    /** Layers with height and width, from the input on. */
    List<String> maps();

    /** What such a layer makes of pixels: {@code [1, rows, columns, channels]}. */
    HostTensor activations(String layer, HostTensor pixels);

    /** The first convolution's kernel. */
    Optional<HostTensor> filters();

    /** How the first convolution takes colours. */
    ChannelOrder channelOrder();

    /** The classes' names, by index; empty where they are not known. */
    List<String> labels();

    @Override
    void close();
}
