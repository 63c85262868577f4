package io.fovea.cnn;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Keras' names for layers that have none: the class in snake case, then {@code _1}, {@code _2}. */
public final class LayerNames {
    private LayerNames() {}

    /** @throws IllegalArgumentException where two layers share a name */
    static void complete(List<Layer> layers) {
        Set<String> taken = new HashSet<>();
        layers.stream().filter(Layer::hasName).forEach(layer -> take(layer, taken));
        layers.stream()
                .filter(layer -> !layer.hasName())
                .sorted(Comparator.comparingLong(Layer::created))
                .forEach(layer -> layer.nameBy(free(layer, taken)));
    }

    /** {@code DepthwiseConv2D} as {@code depthwise_conv2d}. */
    public static String snakeCase(String className) {
        return className
                .replaceAll("(.)([A-Z][a-z]+)", "$1_$2")
                .replaceAll("([a-z])([A-Z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }

    private static void take(Layer layer, Set<String> taken) {
        if (!taken.add(layer.name())) {
            throw new IllegalArgumentException("Two layers are called %s.".formatted(layer.name()));
        }
    }

    private static String free(Layer layer, Set<String> taken) {
        String base = snakeCase(layer.className());
        String name = base;
        for (int i = 1; !taken.add(name); i++) {
            name = base + "_" + i;
        }
        return name;
    }
}
