package io.fovea.serving;

import io.fovea.cnn.Device;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.SavedModel;
import io.fovea.cnn.explain.Explanation;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Runs SavedModels with TensorFlow. */
public final class TensorFlowEngines implements EngineLoader {

    private static final int ONE_THREAD_A_CORE = 0;

    private final Device device;

    /** @param device {@code auto}, {@code cpu} or {@code gpu:0} */
    public TensorFlowEngines(String device) {
        this.device = new Device(device);
    }

    @Override
    public Engine load(Path artefact, String input, String output) {
        return new TensorFlowEngine(SavedModel.load(artefact, device, ONE_THREAD_A_CORE), input, output);
    }

    private record TensorFlowEngine(SavedModel model, String input, String output) implements Engine {

        @Override
        public String name() {
            return "tensorflow";
        }

        @Override
        public HostTensor run(HostTensor batch) {
            return model.run(Map.of(input, batch), List.of(output)).get(output);
        }

        @Override
        public boolean canExplain() {
            return model.canExplain();
        }

        @Override
        public Explanation explain(HostTensor batch) {
            return model.explain(batch);
        }

        @Override
        public void close() {
            model.close();
        }
    }
}
