package io.fovea.cnn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** The values that a model begins with: those that were set, the others drawn by their initializers. */
final class FirstWeights {
    private FirstWeights() {}

    static Map<String, HostTensor> of(Model model, long seed) {
        Map<String, HostTensor> first = new LinkedHashMap<>();
        model.namedWeights()
                .forEach((name, weight) -> first.put(name, weight.value().orElseGet(() -> drawn(name, weight, seed))));
        return first;
    }

    private static HostTensor drawn(String name, Weight weight, long seed) {
        SplittableRandom random = new SplittableRandom(Seeds.derive(seed, name));
        return HostTensor.float32(weight.shape().asArray(), weight.initializer().values(weight.shape(), random));
    }
}
