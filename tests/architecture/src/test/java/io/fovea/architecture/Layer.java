package io.fovea.architecture;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A ring of the tree. A module may use its own ring and those before it, never a later one. */
enum Layer {
    PROTO,
    LIBS,
    SERVICES,
    APPS,
    TESTS;

    /** The ring of a module, by the folder that it lies in: {@code libs/cnn} is in {@code LIBS}. */
    static Layer ofModule(String path) {
        return valueOf(path.split("/")[0].toUpperCase(Locale.ROOT));
    }

    /** The rings that this one must not use. */
    List<Layer> outer() {
        return Arrays.stream(values())
                .filter(other -> other.ordinal() > ordinal())
                .toList();
    }
}
