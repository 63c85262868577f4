package io.fovea.serving;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.fovea.cnn.DType;
import io.fovea.cnn.HostTensor;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** Runs the ONNX form of a version, {@code model.onnx}, with ONNX Runtime on the processor. */
public final class OnnxEngines implements EngineLoader {

    /** The ONNX form's name in an artefact. */
    public static final String FILE = "model.onnx";

    private final OrtEnvironment environment = environment();

    private static OrtEnvironment environment() {
        OnnxLibraries.unpackOnce();
        return OrtEnvironment.getEnvironment();
    }

    @Override
    public Engine load(Path artefact, String input, String output) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            options.addConfigEntry("session.intra_op.allow_spinning", "0"); // the broker wants the cores too
            OrtSession session =
                    environment.createSession(artefact.resolve(FILE).toString(), options);
            return new OnnxEngine(environment, session, input, output, new DirectBuffers());
        } catch (OrtException e) {
            throw new IllegalArgumentException("%s cannot be loaded: %s".formatted(FILE, e.getMessage()), e);
        }
    }

    private record OnnxEngine(
            OrtEnvironment environment, OrtSession session, String input, String output, DirectBuffers buffers)
            implements Engine {

        @Override
        public String name() {
            return "onnxruntime";
        }

        @Override
        public HostTensor run(HostTensor batch) {
            ByteBuffer bytes = buffers.take(batch.contents().length);
            bytes.put(batch.contents()).flip();
            try (OnnxTensor fed = OnnxTensor.createTensor(environment, bytes, batch.shape(), type(batch.dtype()));
                    OrtSession.Result result = session.run(Map.of(input, fed), Set.of(output))) {
                return host((OnnxTensor) result.get(0));
            } catch (OrtException e) {
                throw new IllegalStateException(e.getMessage(), e);
            } finally {
                buffers.giveBack(bytes);
            }
        }

        private static OnnxJavaType type(DType dtype) {
            return switch (dtype) {
                case UINT8 -> OnnxJavaType.UINT8;
                case INT32 -> OnnxJavaType.INT32;
                case INT64 -> OnnxJavaType.INT64;
                case FLOAT32 -> OnnxJavaType.FLOAT;
                default -> throw new IllegalStateException("ONNX Runtime is not fed " + dtype);
            };
        }

        private static HostTensor host(OnnxTensor tensor) {
            if (tensor.getInfo().type != OnnxJavaType.FLOAT) {
                throw new IllegalStateException("ONNX Runtime gave " + tensor.getInfo());
            }
            ByteBuffer bytes = tensor.getByteBuffer();
            byte[] contents = new byte[bytes.remaining()];
            bytes.get(contents);
            return new HostTensor(DType.FLOAT32, tensor.getInfo().getShape(), contents);
        }

        @Override
        public void close() {
            try {
                session.close();
            } catch (OrtException e) {
                throw new IllegalStateException(e.getMessage(), e);
            }
        }
    }
}
