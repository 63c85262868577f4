package io.fovea.cli.explain;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.photos.Classifier;
import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.SavedModel;
import io.fovea.cnn.TensorSpec;
import io.fovea.cnn.explain.ChannelOrder;
import io.fovea.cnn.explain.Explanation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A SavedModel that Fovea exported, from the registry or a folder. */
public final class SavedModelSubject implements Subject {
    private final String name;
    private final List<String> labels;
    private final SavedModel model;
    private final String inputName;
    private final TensorSpec input;

    private SavedModelSubject(String name, List<String> labels, SavedModel model) {
        this.name = name;
        this.labels = List.copyOf(labels);
        this.model = model;
        this.inputName = model.inputs().keySet().iterator().next();
        this.input = model.inputs().get(inputName);
    }

    /** @throws CommandFailure where it cannot be loaded, or takes no picture */
    public static SavedModelSubject load(String name, Path folder, List<String> labels) {
        SavedModel model;
        try {
            model = SavedModel.load(folder);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
        var subject = new SavedModelSubject(name, labels, model);
        if (subject.input.dtype() != DType.UINT8 || subject.input.shape().numDimensions() != 3) {
            subject.close();
            throw new CommandFailure("%s takes %s%s, no picture: explain the network that makes those of a picture."
                    .formatted(name, subject.input.dtype(), subject.input.shape()));
        }
        return subject;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public HostTensor pixels(Photo photo) throws IOException {
        return photo.pixels(input.shape().asArray());
    }

    @Override
    public double[] answer(HostTensor pixels) {
        return Classifier.probabilities(model.predict(pixels).toFloats());
    }

    @Override
    public Explanation explain(HostTensor pixels, @Nullable String layer, long... classes) {
        if (layer != null) {
            throw new CommandFailure(
                    "An exported model has Grad-CAM at its last convolution only: leave --layer out, or use --weights.");
        }
        if (!model.canExplain()) {
            throw new CommandFailure(
                    name + " was exported without the signature explain: an older Fovea did it; train it again.");
        }
        return model.explain(pixels, classes);
    }

    @Override
    public List<String> maps() {
        return model.layers().entrySet().stream()
                .filter(layer -> layer.getValue().shape().numDimensions() == 3)
                .map(Map.Entry::getKey)
                .toList();
    }

    @Override
    public HostTensor activations(String layer, HostTensor pixels) {
        return model.run(Map.of(inputName, pixels), List.of(layer)).get(layer);
    }

    @Override
    public Optional<HostTensor> filters() {
        return model.firstFilters();
    }

    @Override
    public ChannelOrder channelOrder() {
        return ChannelOrder.RGB; // what Fovea trains takes colours as they come
    }

    @Override
    public List<String> labels() {
        return labels;
    }

    @Override
    public void close() {
        model.close();
    }
}
