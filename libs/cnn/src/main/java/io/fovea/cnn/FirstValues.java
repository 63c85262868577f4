package io.fovea.cnn;

import io.fovea.cnn.optimizers.Optimizer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the variables of a training graph begin with: weights, their averages, the optimizer's slots, the loss' scale. */
final class FirstValues {
    private FirstValues() {}

    static Map<String, HostTensor> of(Model model, Optimizer optimizer, Variables variables, long seed) {
        Map<String, HostTensor> first = new LinkedHashMap<>();
        FirstWeights.of(model, seed).forEach((name, value) -> {
            first.put(TrainingGraph.WEIGHTS + name, value);
            first.put(TrainingGraph.AVERAGES + name, value);
        });
        model.namedWeights().forEach((name, weight) -> {
            long[] shape = weight.shape().asArray();
            optimizer
                    .slots()
                    .forEach((slot, value) -> first.put(WeightStep.slotName(slot, name), filled(shape, value)));
            optimizer
                    .scalarSlots()
                    .forEach((slot, value) -> first.put(WeightStep.slotName(slot, name), filled(new long[0], value)));
        });
        first.putAll(LossScale.first());
        first.keySet().retainAll(variables.names(""));
        return first;
    }

    private static HostTensor filled(long[] shape, double value) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        Arrays.fill(values, (float) value);
        return HostTensor.float32(shape, values);
    }
}
