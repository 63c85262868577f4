package io.fovea.pipeline;

import java.util.List;
import java.util.Optional;

/** One choice of a {@link LayerSearch}; what is empty stays as each layer has it. */
public record LayerValues(
        Optional<Integer> filters, Optional<Integer> kernelSize, Optional<Integer> units, Optional<Double> dropout) {

    /** The same layers with these values. */
    public List<SequenceLayer> in(List<SequenceLayer> layers) {
        return layers.stream().map(this::in).toList();
    }

    private SequenceLayer in(SequenceLayer layer) {
        if (layer instanceof SequenceLayer.Conv1D conv) {
            return new SequenceLayer.Conv1D(
                    filters.orElse(conv.filters()),
                    kernelSize.orElse(conv.kernelSize()),
                    conv.strides(),
                    conv.dilationRate(),
                    conv.padding(),
                    conv.activation());
        }
        if (layer instanceof SequenceLayer.Dense dense) {
            return new SequenceLayer.Dense(units.orElse(dense.units()), dense.activation());
        }
        return layer instanceof SequenceLayer.Dropout declared
                ? new SequenceLayer.Dropout(dropout.orElse(declared.rate()))
                : layer;
    }
}
