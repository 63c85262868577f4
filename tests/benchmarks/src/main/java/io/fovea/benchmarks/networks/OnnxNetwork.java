package io.fovea.benchmarks.networks;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;

/** The file that Fovea wrote, on ONNX Runtime with its own defaults: all cores. */
final class OnnxNetwork implements Predictor, AutoCloseable {
    private static final double TOLERANCE = 1e-4;

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final String input;
    private final ByteBuffer pixels;
    private final long[] shape;

    OnnxNetwork(Path file, Network network, Examples examples, Clock clock) {
        this.pixels = ByteBuffer.allocateDirect(examples.pixels().length).order(ByteOrder.nativeOrder());
        pixels.put(examples.pixels()).flip();
        this.shape = network.input().prepend(examples.batch()).asArray();
        try {
            var options = new OrtSession.SessionOptions();
            options.setIntraOpNumThreads(clock.threads());
            this.session = environment.createSession(file.toString(), options);
            this.input = session.getInputNames().iterator().next();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void predict(int times) {
        for (int i = 0; i < times; i++) {
            probabilities();
        }
    }

    /** Of the batch, an example after the other. */
    float[] probabilities() {
        try (OnnxTensor images = OnnxTensor.createTensor(environment, pixels, shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(input, images))) {
            OnnxTensor probabilities = (OnnxTensor) result.get("probabilities").orElseThrow();
            float[] values = new float[(int) probabilities.getInfo().getNumElements()];
            probabilities.getFloatBuffer().get(values);
            return values;
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @throws IllegalStateException where any probability is further away than 1e-4 */
    void requireSame(float[] expected) {
        float[] actual = probabilities();
        for (int i = 0; i < expected.length; i++) {
            if (!(Math.abs(actual[i] - expected[i]) < TOLERANCE)) {
                throw new IllegalStateException(
                        "ONNX Runtime answers %f where Fovea answers %f.".formatted(actual[i], expected[i]));
            }
        }
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
