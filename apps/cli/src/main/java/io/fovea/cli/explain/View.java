package io.fovea.cli.explain;

import java.util.Locale;

/** What is drawn. */
public enum View {
    GRAD_CAM,
    SALIENCY,
    ACTIVATIONS,
    FILTERS,
    EDGES;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
