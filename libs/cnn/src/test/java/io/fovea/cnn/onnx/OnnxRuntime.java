package io.fovea.cnn.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.fovea.cnn.HostTensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Microsoft's engine, which shares nothing with ours but the file. */
public final class OnnxRuntime implements AutoCloseable {
    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    private OnnxRuntime(Path file) throws OrtException {
        session = environment.createSession(file.toString(), new OrtSession.SessionOptions());
    }

    public static OnnxRuntime load(Path file) {
        try {
            return new OnnxRuntime(file);
        } catch (OrtException e) {
            throw new IllegalArgumentException(e);
        }
    }

    public Map<String, HostTensor> run(Map<String, HostTensor> inputs) {
        Map<String, OnnxTensor> fed = new LinkedHashMap<>();
        try {
            for (Map.Entry<String, HostTensor> input : inputs.entrySet()) {
                fed.put(input.getKey(), tensor(input.getValue()));
            }
            Map<String, HostTensor> outputs = new LinkedHashMap<>();
            try (OrtSession.Result result = session.run(fed)) {
                for (Map.Entry<String, ai.onnxruntime.OnnxValue> output : result) {
                    outputs.put(output.getKey(), host((OnnxTensor) output.getValue()));
                }
            }
            return outputs;
        } catch (OrtException e) {
            throw new IllegalArgumentException(e);
        } finally {
            fed.values().forEach(OnnxTensor::close);
        }
    }

    private OnnxTensor tensor(HostTensor value) throws OrtException {
        ByteBuffer bytes = ByteBuffer.allocateDirect(value.contents().length).order(ByteOrder.nativeOrder());
        bytes.put(value.contents()).flip();
        return switch (value.dtype()) {
            case FLOAT32 -> OnnxTensor.createTensor(environment, bytes.asFloatBuffer(), value.shape());
            case UINT8 -> OnnxTensor.createTensor(environment, bytes, value.shape(), OnnxJavaType.UINT8);
            default -> throw new IllegalArgumentException("Not fed in tests: " + value);
        };
    }

    private static HostTensor host(OnnxTensor tensor) {
        FloatBuffer values = tensor.getFloatBuffer();
        float[] floats = new float[values.remaining()];
        values.get(floats);
        return HostTensor.float32(tensor.getInfo().getShape(), floats);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
