package io.fovea.benchmarks.streams;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.proto.prediction.v1.Prediction;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** One record after the other through ONNX Runtime, with no more around it than it needs. */
final class OnnxScorer implements AutoCloseable {

    private static final String OUTPUT = "probabilities";

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;
    private final String input;
    private final long[] shape;
    private final ByteBuffer pixels;

    /** @param row shape of one picture */
    OnnxScorer(Path file, long[] row) {
        this.shape = new long[row.length + 1];
        this.shape[0] = 1;
        int bytes = 1;
        for (int axis = 0; axis < row.length; axis++) {
            shape[axis + 1] = row[axis];
            bytes *= (int) row[axis];
        }
        this.pixels = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1); // of one record two threads take longer
            this.session = environment.createSession(file.toString(), options);
            this.input = session.getInputNames().iterator().next();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An Example becomes a Prediction. */
    byte[] score(byte[] value) {
        try {
            Example example = Example.parseFrom(value);
            return Prediction.newBuilder()
                    .setId(example.getId())
                    .addOutputs(probabilities(example.getInputs(0)))
                    .build()
                    .toByteArray();
        } catch (InvalidProtocolBufferException | OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private Tensor probabilities(Tensor picture) throws OrtException {
        picture.getRawContents().copyTo(pixels.clear());
        try (OnnxTensor fed = OnnxTensor.createTensor(environment, pixels.flip(), shape, OnnxJavaType.UINT8);
                OrtSession.Result result = session.run(Map.of(input, fed), Set.of(OUTPUT))) {
            ByteBuffer numbers = ((OnnxTensor) result.get(0)).getByteBuffer();
            return Tensor.newBuilder()
                    .setName(OUTPUT)
                    .setDatatype("FP32")
                    .addShape(numbers.remaining() / Float.BYTES)
                    .setRawContents(UnsafeByteOperations.unsafeWrap(numbers))
                    .build();
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
