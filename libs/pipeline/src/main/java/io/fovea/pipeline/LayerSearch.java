package io.fovea.pipeline;

import java.util.List;

/**
 * Values of a network on windows to choose from. One that is chosen holds for all layers of its kind; where a list is empty, each layer
 * has its own.
 *
 * @param filters of {@code conv1d}
 * @param kernelSizes of {@code conv1d}
 * @param units of {@code dense}
 * @param dropouts rates of {@code dropout}
 */
public record LayerSearch(
        List<Integer> filters, List<Integer> kernelSizes, List<Integer> units, List<Double> dropouts) {

    /** Nothing to choose. */
    public static final LayerSearch NONE = new LayerSearch(List.of(), List.of(), List.of(), List.of());

    /** Copies the lists. */
    public LayerSearch {
        filters = List.copyOf(filters);
        kernelSizes = List.copyOf(kernelSizes);
        units = List.copyOf(units);
        dropouts = List.copyOf(dropouts);
    }
}
