package io.fovea.cnn.layers;

import io.fovea.cnn.Weight;
import io.fovea.cnn.initializers.Initializer;
import io.fovea.cnn.regularizers.Constraint;
import io.fovea.cnn.regularizers.Regularizer;
import org.jspecify.annotations.Nullable;

/** How a weight starts, what it costs and what bounds it. */
final class KernelSettings {
    private final Initializer otherwise;
    private @Nullable Initializer initializer;
    private @Nullable Regularizer regularizer;
    private @Nullable Constraint constraint;

    KernelSettings(Initializer otherwise) {
        this.otherwise = otherwise;
    }

    void startAs(Initializer initializer) {
        this.initializer = initializer;
    }

    void cost(Regularizer regularizer) {
        this.regularizer = regularizer;
    }

    void bound(Constraint constraint) {
        this.constraint = constraint;
    }

    Initializer initializer() {
        return initializer == null ? otherwise : initializer;
    }

    /** These, and where one was not made, that of {@code general}. */
    KernelSettings or(KernelSettings general) {
        KernelSettings both = new KernelSettings(general.initializer());
        both.initializer = initializer;
        both.regularizer = regularizer == null ? general.regularizer : regularizer;
        both.constraint = constraint == null ? general.constraint : constraint;
        return both;
    }

    Weight applyTo(Weight weight) {
        return weight.regularizedBy(regularizer).constrainedBy(constraint);
    }
}
