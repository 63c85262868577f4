package io.fovea.cli.photos;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.architectures.Architectures;
import io.fovea.cnn.layers.ImageNetPreprocessing;
import io.fovea.cnn.layers.Normalization;
import io.fovea.cnn.layers.Rescaling;
import io.fovea.cnn.weights.ArchitectureFit;
import io.fovea.cnn.weights.WeightFile;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;

/**
 * A network with the weights of a file.
 *
 * @param name of the architecture, or that it is the file's own
 * @param model from floats to one output
 * @param classifies whether that output is one of classes, and not what a classifier would take
 */
public record Choice(String name, Model model, Preprocessing preprocessing, boolean classifies) {

    /**
     * What a person asked for; the rest is found from the file.
     *
     * @param size height and width in pixels, for an architecture
     */
    public record Wishes(
            @Nullable String architecture,
            double width,
            @Nullable Integer size,
            @Nullable Preprocessing preprocessing) {}

    /** @throws CommandFailure where the file does not say enough; the sentence says which option does */
    public static Choice of(WeightFile file, Wishes wishes) {
        if (wishes.architecture() == null) {
            Optional<Model> whole = file.model();
            return whole.isPresent() ? whole(file, whole.get(), wishes) : found(file, wishes);
        }
        return named(file, wishes.architecture(), wishes.width(), wishes);
    }

    /**
     * As {@link #of}; weights without a classifier give the layers that they have.
     *
     * @throws CommandFailure as there
     */
    public static Choice withOrWithoutClassifier(WeightFile file, Wishes wishes) {
        boolean alone = wishes.architecture() == null && file.model().isEmpty();
        Optional<ArchitectureFit> headless = ArchitectureFit.of(file.weights()).stream()
                .filter(ArchitectureFit::whole)
                .findFirst()
                .filter(fit -> fit.classes().isEmpty());
        return alone && headless.isPresent() ? features(file, headless.get(), wishes) : of(file, wishes);
    }

    private static Choice features(WeightFile file, ArchitectureFit fit, Wishes wishes) {
        Architecture architecture = Architectures.named(fit.name(), fit.width());
        Model model = Model.of(architecture.features(Input.float32("input", input(architecture, wishes))));
        file.weights().loadInto(model);
        Preprocessing own = Preprocessing.of(architecture.preprocessing());
        return new Choice(
                fit.name() + " without classifier",
                model,
                wishes.preprocessing() == null ? own : wishes.preprocessing(),
                false);
    }

    private static Shape input(Architecture architecture, Wishes wishes) {
        Shape own = architecture.defaultInput();
        return wishes.size() == null ? own : Shape.of(wishes.size(), wishes.size(), own.get(2));
    }

    private static Choice whole(WeightFile file, Model model, Wishes wishes) {
        if (model.inputs().size() != 1 || model.outputs().size() != 1) {
            throw new CommandFailure("The model %s has %d inputs and %d outputs: one of each can be classified with."
                    .formatted(
                            file.path(), model.inputs().size(), model.outputs().size()));
        }
        Shape input = model.inputs().get(0).shape();
        if (input.numDimensions() != 3 || input.get(2) != 3 && input.get(2) != 1) {
            throw new CommandFailure("The model %s takes %s, and no photos.".formatted(file.path(), input));
        }
        if (wishes.preprocessing() == null && !preparesItself(model)) {
            throw new CommandFailure(
                    "The file %s does not say what pixels its model was trained on: --preprocessing does, raw for 0 to 255, unit for 0 to 1, tf for -1 to 1, caffe or torch."
                            .formatted(file.path()));
        }
        return new Choice(
                "its own model",
                model,
                wishes.preprocessing() == null ? Preprocessing.RAW : wishes.preprocessing(),
                true);
    }

    private static boolean preparesItself(Model model) {
        return model.layers().stream()
                .anyMatch(layer -> layer instanceof Rescaling
                        || layer instanceof Normalization
                        || layer instanceof ImageNetPreprocessing);
    }

    private static Choice found(WeightFile file, Wishes wishes) {
        List<ArchitectureFit> fits = ArchitectureFit.of(file.weights());
        ArchitectureFit fit = fits.stream()
                .filter(ArchitectureFit::whole)
                .filter(whole -> whole.classes().isPresent())
                .findFirst()
                .orElseThrow(() -> new CommandFailure(
                        "The weights %s fit no architecture with its classifier: ./fovea model import shows what they fit."
                                .formatted(file.path())));
        return named(file, fit.name(), fit.width(), wishes);
    }

    private static Choice named(WeightFile file, String name, double width, Wishes wishes) {
        try {
            Architecture architecture = Architectures.named(name, width);
            SymbolicTensor features = architecture.features(Input.float32("input", input(architecture, wishes)));
            Model model = Model.of(architecture.classifier(features, classes(file, name, width)));
            file.weights().loadInto(model);
            Preprocessing own = Preprocessing.of(architecture.preprocessing());
            return new Choice(name, model, wishes.preprocessing() == null ? own : wishes.preprocessing(), true);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(e.getMessage(), e);
        }
    }

    private static int classes(WeightFile file, String name, double width) {
        OptionalInt fitting = ArchitectureFit.of(file.weights()).stream()
                .filter(fit -> fit.name().equals(name) && fit.width() == width)
                .map(ArchitectureFit::classes)
                .findFirst()
                .orElse(OptionalInt.empty());
        return fitting.orElse(Architectures.named(name, width).defaultClasses()); // loading then says what differs
    }

    Shape input() {
        return model.inputs().get(0).shape();
    }

    /** The network on pixels 0 to 255, with what is done to them. */
    public Model onPixels() {
        return Model.of(model.apply(preprocessing.apply(Input.uint8("pixels", input()))));
    }
}
