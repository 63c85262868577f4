package io.fovea.cnn.weights;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.Input;
import io.fovea.cnn.Model;
import io.fovea.cnn.SymbolicTensor;
import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.architectures.Architectures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * An architecture whose layers have the names and the shapes that a file's weights have.
 *
 * @param name in {@link Architectures}
 * @param width the paper's alpha; 1 for what has none
 * @param classes of the classifier in the file; empty where the file has the layers without the classifier, or fewer
 * @param missing layers of the architecture, without its classifier, that the file has no weights for
 * @param others layers that the file has weights for and the architecture does not have: another head, say
 */
public record ArchitectureFit(
        String name, double width, OptionalInt classes, List<String> missing, List<String> others) {
    private static final double[] MOBILENET = {0.25, 0.5, 0.75};
    private static final double[] MOBILENET_V2 = {0.35, 0.5, 0.75, 1.3, 1.4};
    private static final double MOBILENET_V3 = 0.75;

    /** Whether the file has all weights of the architecture and no others, so that {@link StoredWeights#loadInto} takes it. */
    public boolean whole() {
        return missing.isEmpty() && others.isEmpty();
    }

    /** All that fit, the best first: those without missing layers, those with their own classifier. */
    public static List<ArchitectureFit> of(StoredWeights weights) {
        List<ArchitectureFit> fits = new ArrayList<>();
        candidates().forEach((architecture, width) -> addTo(fits, weights, architecture, width));
        fits.sort(Comparator.comparing((ArchitectureFit fit) -> !fit.whole())
                .thenComparing(fit -> fit.missing().size())
                .thenComparing(fit -> fit.classes().isEmpty()));
        return fits;
    }

    private static Map<Architecture, Double> candidates() {
        Map<Architecture, Double> candidates = new LinkedHashMap<>();
        Architectures.names().forEach(name -> candidates.put(Architectures.named(name), 1.0));
        for (double width : MOBILENET) {
            candidates.put(Architectures.mobileNet(width), width);
        }
        for (double width : MOBILENET_V2) {
            candidates.put(Architectures.mobileNetV2(width), width);
        }
        candidates.put(Architectures.mobileNetV3Small(MOBILENET_V3, false), MOBILENET_V3);
        candidates.put(Architectures.mobileNetV3Large(MOBILENET_V3, false), MOBILENET_V3);
        candidates.put(Architectures.mobileNetV3Small(1, true), 1.0);
        candidates.put(Architectures.mobileNetV3Large(1, true), 1.0);
        return candidates;
    }

    private static void addTo(
            List<ArchitectureFit> fits, StoredWeights weights, Architecture architecture, double width) {
        SymbolicTensor features = architecture.features(input(architecture));
        LoadingPlan backbone = plan(weights, Model.of(features));
        if (backbone == null || backbone.loaded().isEmpty()) {
            return;
        }
        OptionalInt classes = classes(weights, architecture, backbone);
        LoadingPlan plan = classes.isEmpty()
                ? backbone
                : plan(weights, Model.of(architecture.classifier(features, classes.getAsInt())));
        boolean classifies =
                plan != null && plan.missing().isEmpty() && plan.unused().isEmpty();
        List<String> others = classifies ? List.of() : backbone.unused();
        if (backbone.missing().isEmpty() || others.isEmpty()) { // all of the architecture, or all of the file
            fits.add(new ArchitectureFit(
                    architecture.name(),
                    width,
                    classifies ? classes : OptionalInt.empty(),
                    backbone.missing(),
                    others));
        }
    }

    private static SymbolicTensor input(Architecture architecture) {
        return Input.float32("input", architecture.defaultInput());
    }

    private static @Nullable LoadingPlan plan(StoredWeights weights, Model model) {
        try {
            return new LoadingPlan(weights, model);
        } catch (WeightsException e) {
            return null; // a shape that differs
        }
    }

    /** How many the last layer gives that the backbone does not have: its weights' last axis. */
    private static OptionalInt classes(StoredWeights weights, Architecture architecture, LoadingPlan backbone) {
        List<String> head = backbone.unused();
        if (head.isEmpty()) {
            return OptionalInt.empty();
        }
        SymbolicTensor whole = architecture.classifier(architecture.features(input(architecture)), 1000);
        List<String> last = Model.of(whole).layers().stream()
                .filter(layer -> !layer.weights().isEmpty())
                .map(layer -> layer.name())
                .toList();
        Map<String, HostTensor> top = weights.layers().getOrDefault(last.get(last.size() - 1), Map.of());
        return top.values().stream()
                .map(HostTensor::shape)
                .filter(shape -> shape.length > 0)
                .mapToInt(shape -> (int) shape[shape.length - 1])
                .findFirst();
    }
}
