package io.fovea.cli.explain;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.photos.Choice;
import io.fovea.cli.photos.Classifier;
import io.fovea.cli.photos.Labels;
import io.fovea.cli.photos.Preprocessing;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.InferenceModel;
import io.fovea.cnn.Layer;
import io.fovea.cnn.Options;
import io.fovea.cnn.explain.ChannelOrder;
import io.fovea.cnn.explain.Explanation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/** A network with the weights of a file, as {@code model classify} takes it. */
public final class WeightsSubject implements Subject {
    private final String name;
    private final InferenceModel network;
    private final Shape input;
    private final ChannelOrder order;
    private final List<String> labels;
    private final boolean classifies;

    /** The network's own name inside the one that takes pixels. */
    private final String prefix;

    private WeightsSubject(Choice choice, List<String> labels) {
        this.name = choice.name();
        this.network = choice.onPixels().inference(Options.seed(1)); // every weight is loaded, so nothing is drawn
        this.input = network.model().inputs().get(0).shape();
        this.order = choice.preprocessing() == Preprocessing.CAFFE ? ChannelOrder.BGR : ChannelOrder.RGB;
        this.labels = labels;
        this.classifies = choice.classifies();
        List<Layer> layers = network.model().layers();
        this.prefix = layers.get(layers.size() - 1).name() + "/";
    }

    /** @param labels a file of the classes' names, one a line; null where there is none */
    public static WeightsSubject of(Choice choice, @Nullable Path labels) throws IOException {
        int classes = (int) choice.model().outputs().get(0).shape().size();
        return new WeightsSubject(
                choice,
                labels == null ? List.of() : Labels.read(labels, classes).names());
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public HostTensor pixels(Photo photo) throws IOException {
        return io.fovea.cli.photos.Photo.read(photo.file(), (int) input.get(0), (int) input.get(1), (int) input.get(2));
    }

    @Override
    public double[] answer(HostTensor pixels) {
        if (!classifies) {
            throw new CommandFailure(
                    "This is %s, so there is no class to explain: --show activations and --show filters do without."
                            .formatted(name));
        }
        return Classifier.probabilities(network.predict(pixels).toFloats());
    }

    @Override
    public Explanation explain(HostTensor pixels, @Nullable String layer, long... classes) {
        try {
            return layer == null
                    ? network.explain(pixels, classes)
                    : network.explainAt(prefix + layer, pixels, classes);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage().replace(prefix, ""), e);
        }
    }

    @Override
    public List<String> maps() {
        return network.mapLayers().stream()
                .filter(layer -> layer.startsWith(prefix))
                .map(layer -> layer.substring(prefix.length()))
                .toList();
    }

    @Override
    public HostTensor activations(String layer, HostTensor pixels) {
        return network.layer(prefix + layer, pixels);
    }

    @Override
    public Optional<HostTensor> filters() {
        return network.firstFilters();
    }

    @Override
    public ChannelOrder channelOrder() {
        return order;
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public void close() {
        network.close();
    }
}
