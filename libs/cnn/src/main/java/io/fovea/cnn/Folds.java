package io.fovea.cnn;

import io.fovea.cnn.SymbolicTensor.Call;
import io.fovea.cnn.folding.ChannelScale;
import io.fovea.cnn.folding.Fold;
import io.fovea.cnn.folding.ScalableKernel;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which batch normalizations go into the convolution or dense layer before them: those that alone use its output. The normalization
 * is then computed as that layer, with other weights.
 */
final class Folds {
    static final Folds NONE = new Folds(weight -> {
        throw new IllegalStateException("Nothing is folded.");
    });

    private final Function<Weight, HostTensor> values;
    private final Map<Call, Folded> folded = new HashMap<>();

    private Folds(Function<Weight, HostTensor> values) {
        this.values = values;
    }

    /** @param values of all weights of the model */
    static Folds of(Model model, Function<Weight, HostTensor> values) {
        Folds folds = new Folds(values);
        folds.add(model);
        return folds;
    }

    /** How a layer's use is computed, where it goes into the one before it. */
    Optional<Folded> of(Call call) {
        return Optional.ofNullable(folded.get(call));
    }

    private void add(Model model) {
        Map<SymbolicTensor, Integer> users = users(model);
        for (Call call : model.calls()) {
            if (call.layer() instanceof Model nested) {
                add(nested);
            } else if (call.inputs().size() == 1 && users.get(call.inputs().get(0)) == 1) {
                add(call, call.inputs().get(0).call());
            }
        }
    }

    private void add(Call call, Call before) {
        Optional<ScalableKernel> kernel = before.layer().scalableKernel();
        if (kernel.isPresent()) {
            Optional<ChannelScale> scale = call.layer().channelScale(values);
            scale.ifPresent(channels -> folded.put(call, new Folded(before, Fold.of(kernel.get(), channels, values))));
        }
    }

    private static Map<SymbolicTensor, Integer> users(Model model) {
        Map<SymbolicTensor, Integer> users = new HashMap<>();
        model.calls().forEach(call -> call.inputs().forEach(input -> users.merge(input, 1, Integer::sum)));
        model.outputs().forEach(output -> users.merge(output, 1, Integer::sum));
        return users;
    }

    /** The use of a convolution that does the normalization's work too. */
    record Folded(Call kernel, Fold fold) {}
}
