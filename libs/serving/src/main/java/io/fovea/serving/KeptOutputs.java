package io.fovea.serving;

import com.google.protobuf.ByteString;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import java.util.List;
import java.util.Map;

/** Outputs that a model gave before, so that it need not give them again. What is kept depends on the input and the model alone. */
public interface KeptOutputs {

    /** Keeps nothing. */
    KeptOutputs NONE = new KeptOutputs() {
        @Override
        public boolean concerns(Example example) {
            return false;
        }

        @Override
        public Map<Tensor, ByteString> find(List<Tensor> inputs) {
            return Map.of();
        }

        @Override
        public void keep(Map<Tensor, ByteString> outputs) {}
    };

    /** Whether this example's output is worth keeping. */
    boolean concerns(Example example);

    /** The outputs of those inputs that are kept; by the inputs' identity. */
    Map<Tensor, ByteString> find(List<Tensor> inputs);

    /** Keeps the outputs of these inputs. */
    void keep(Map<Tensor, ByteString> outputs);
}
