package io.fovea.cnn;

import io.fovea.cnn.callbacks.Callback;
import io.fovea.cnn.weights.Safetensors;
import io.fovea.cnn.weights.WeightsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run needs to go on as if it had not stopped, as a safetensors file. */
record Checkpoint(
        Map<String, HostTensor> variables,
        CallbackStates callbackStates,
        Progress progress,
        long step,
        int finishedEpochs,
        double learningRate) {
    private static final String FORMAT = "fovea-checkpoint-1";
    private static final String CALLBACKS = "callbacks/";
    private static final String EPOCH = "epoch/";

    static Checkpoint of(
            Map<String, HostTensor> variables, Steps steps, CallbackStates callbackStates, Progress progress) {
        return new Checkpoint(
                variables, callbackStates, progress, steps.step(), steps.finishedEpochs(), steps.learningRate());
    }

    void write(Path file) {
        Map<String, HostTensor> tensors = new LinkedHashMap<>(variables);
        for (int i = 0; i < callbackStates.states().size(); i++) {
            String prefix = CALLBACKS + i + "/";
            callbackStates.states().get(i).forEach((name, value) -> tensors.put(prefix + name, value));
        }
        progress.logs().forEach((name, value) -> tensors.put(EPOCH + name, value));
        Map<String, String> metadata = Map.of(
                "format", FORMAT,
                "step", Long.toString(step),
                "finishedEpochs", Integer.toString(finishedEpochs),
                "learningRate", Double.toString(learningRate),
                "batches", Integer.toString(progress.batches()),
                "callbacks", Integer.toString(callbackStates.states().size()));
        new Safetensors(tensors, metadata).write(file);
    }

    static Checkpoint read(Path file) {
        Safetensors stored = Safetensors.read(file);
        Map<String, String> metadata = stored.metadata();
        if (!FORMAT.equals(metadata.get("format"))) {
            throw new WeightsException("%s is no checkpoint of this version: its format is %s, expected %s."
                    .formatted(file, metadata.get("format"), FORMAT));
        }
        Map<String, HostTensor> variables = new LinkedHashMap<>();
        Map<String, HostTensor> logs = new LinkedHashMap<>();
        stored.tensors().forEach((name, value) -> {
            if (name.startsWith(EPOCH)) {
                logs.put(name.substring(EPOCH.length()), value);
            } else if (!name.startsWith(CALLBACKS)) {
                variables.put(name, value);
            }
        });
        return new Checkpoint(
                variables,
                CallbackStates.from(stored.tensors(), Integer.parseInt(metadata.get("callbacks"))),
                new Progress(Integer.parseInt(metadata.getOrDefault("batches", "0")), logs),
                Long.parseLong(metadata.get("step")),
                Integer.parseInt(metadata.get("finishedEpochs")),
                Double.parseDouble(metadata.get("learningRate")));
    }

    void requireVariables(List<String> names) {
        List<String> missing = new ArrayList<>(names);
        missing.removeAll(variables.keySet());
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("The checkpoint belongs to another model or optimizer: it has no %s."
                    .formatted(String.join(", ", missing)));
        }
    }

    /**
     * How far into an epoch a run was.
     *
     * @param batches that were done; 0 between two epochs
     * @param logs what they gave
     */
    record Progress(int batches, Map<String, HostTensor> logs) {
        static final Progress NONE = new Progress(0, Map.of());
    }

    /** One entry a callback, in the fit's order. */
    record CallbackStates(List<Map<String, HostTensor>> states) {
        static final CallbackStates NONE = new CallbackStates(List.of());

        static CallbackStates of(List<Callback> callbacks) {
            return new CallbackStates(callbacks.stream().map(Callback::state).toList());
        }

        private static CallbackStates from(Map<String, HostTensor> tensors, int callbacks) {
            List<Map<String, HostTensor>> states = new ArrayList<>();
            for (int i = 0; i < callbacks; i++) {
                String prefix = CALLBACKS + i + "/";
                Map<String, HostTensor> state = new LinkedHashMap<>();
                tensors.forEach((name, value) -> {
                    if (name.startsWith(prefix)) {
                        state.put(name.substring(prefix.length()), value);
                    }
                });
                states.add(state);
            }
            return new CallbackStates(states);
        }

        void handTo(List<Callback> callbacks) {
            if (states.isEmpty()) {
                return;
            }
            if (states.size() != callbacks.size()) {
                throw new IllegalArgumentException("The checkpoint was written with %d callbacks, this fit has %d."
                        .formatted(states.size(), callbacks.size()));
            }
            for (int i = 0; i < states.size(); i++) {
                if (!states.get(i).isEmpty()) {
                    callbacks.get(i).restore(states.get(i));
                }
            }
        }
    }
}
