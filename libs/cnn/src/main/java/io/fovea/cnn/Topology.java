package io.fovea.cnn;

import io.fovea.cnn.SymbolicTensor.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The order of a model's calls and layers, as Keras sorts them: by depth, then by the way from the outputs. */
final class Topology {
    private final Map<Layer, Integer> found = new LinkedHashMap<>();
    private final Set<Call> finished = new LinkedHashSet<>();
    private final Map<Call, Integer> callDepths = new HashMap<>();
    private final Map<Layer, Integer> layerDepths = new HashMap<>();

    Topology(List<SymbolicTensor> outputs) {
        outputs.forEach(output -> visit(output.call()));
        List<Call> fromOutputs = new ArrayList<>(finished);
        for (int i = fromOutputs.size() - 1; i >= 0; i--) {
            measure(fromOutputs.get(i));
        }
    }

    /** Each call after those it needs. */
    List<Call> calls() {
        List<Call> calls = new ArrayList<>(finished);
        calls.sort(Comparator.comparing(callDepths::get, Comparator.reverseOrder()));
        return calls;
    }

    List<Layer> layers() {
        List<Layer> layers = new ArrayList<>(found.keySet());
        layers.sort(Comparator.<Layer, Integer>comparing(layerDepths::get, Comparator.reverseOrder())
                .thenComparing(found::get));
        return layers;
    }

    private void visit(Call call) {
        if (finished.contains(call)) {
            return;
        }
        found.putIfAbsent(call.layer(), found.size());
        call.inputs().forEach(input -> visit(input.call()));
        finished.add(call);
    }

    private void measure(Call call) {
        int depth = Math.max(callDepths.getOrDefault(call, 0), layerDepths.getOrDefault(call.layer(), 0));
        callDepths.put(call, depth);
        layerDepths.put(call.layer(), depth);
        call.inputs().forEach(input -> callDepths.merge(input.call(), depth + 1, Math::max));
    }
}
