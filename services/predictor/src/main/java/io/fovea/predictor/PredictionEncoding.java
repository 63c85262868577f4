package io.fovea.predictor;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.fovea.predictor.classify.TopClasses;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.proto.prediction.v1.ClassProbability;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.registry.Manifest;
import io.fovea.registry.TensorSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;

/**
 * The bytes of predictions whose answers are classes: those of protobuf's own encoder, which {@code PredictionEncodingTest} holds them
 * against. What all predictions of a version share is encoded once, since behind a small network a stream is little else than this.
 * Immutable.
 */
final class PredictionEncoding {

    private static final int LENGTH_DELIMITED = 2;
    private static final int PROBABILITY =
            CodedOutputStream.computeFloatSize(ClassProbability.PROBABILITY_FIELD_NUMBER, 0);

    private final int top;
    private final byte[] origin; // pipeline, model and version
    private final byte[] output; // up to its contents
    private final byte[][] classes; // each without its probability
    private final byte[] backbone;

    /**
     * Of one version.
     *
     * @param outputName of the answer
     * @param output one probability a label
     * @param top classes that a prediction lists at most
     */
    PredictionEncoding(String pipeline, Manifest manifest, String outputName, TensorSpec output, int top) {
        List<String> labels = manifest.labels();
        this.top = Math.min(top, labels.size());
        this.origin = Prediction.newBuilder()
                .setPipeline(pipeline)
                .setModel(manifest.model())
                .setModelVersion(manifest.version())
                .build()
                .toByteArray();
        this.output = beforeContents(outputName, output, labels.size() * Float.BYTES);
        this.classes = new byte[labels.size()][];
        Arrays.setAll(
                classes,
                index -> ClassProbability.newBuilder()
                        .setLabel(labels.get(index))
                        .setIndex(index)
                        .build()
                        .toByteArray());
        this.backbone = Prediction.newBuilder()
                .setBackbone(manifest.lineage().takes())
                .build()
                .toByteArray();
    }

    private static byte[] beforeContents(String name, TensorSpec spec, int contents) {
        byte[] bytes = Prediction.newBuilder()
                .addOutputs(Tensor.newBuilder()
                        .setName(name)
                        .setDatatype(spec.datatype())
                        .addAllShape(spec.shape())
                        .setRawContents(ByteString.copyFrom(new byte[contents])))
                .build()
                .toByteArray();
        return Arrays.copyOf(bytes, bytes.length - contents);
    }

    /**
     * The prediction's bytes.
     *
     * @param id in UTF-8
     * @param probabilities FP32 {@code [classes]}, little-endian
     */
    byte[] bytes(byte[] id, ByteString probabilities, Circumstances circumstances) {
        float[] numbers = TopClasses.numbers(probabilities);
        int[] best = TopClasses.indices(numbers, top);
        int size = (id.length == 0 ? 0 : CodedOutputStream.computeByteArraySize(Prediction.ID_FIELD_NUMBER, id))
                + origin.length
                + output.length
                + probabilities.size()
                + circumstances.size()
                + backbone.length;
        for (int index : best) {
            int length = length(index, numbers);
            size += CodedOutputStream.computeTagSize(Prediction.TOP_FIELD_NUMBER)
                    + CodedOutputStream.computeUInt32SizeNoTag(length)
                    + length;
        }
        byte[] bytes = new byte[size];
        try {
            write(CodedOutputStream.newInstance(bytes), id, probabilities, numbers, best, circumstances);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes;
    }

    private void write(
            CodedOutputStream out,
            byte[] id,
            ByteString probabilities,
            float[] numbers,
            int[] best,
            Circumstances circumstances)
            throws IOException {
        if (id.length > 0) {
            out.writeByteArray(Prediction.ID_FIELD_NUMBER, id);
        }
        out.writeRawBytes(origin);
        out.writeRawBytes(output);
        out.writeRawBytes(probabilities);
        for (int index : best) {
            out.writeTag(Prediction.TOP_FIELD_NUMBER, LENGTH_DELIMITED);
            out.writeUInt32NoTag(length(index, numbers));
            out.writeRawBytes(classes[index]);
            if (isWritten(numbers[index])) {
                out.writeFloat(ClassProbability.PROBABILITY_FIELD_NUMBER, numbers[index]);
            }
        }
        circumstances.write(out);
        out.writeRawBytes(backbone);
        out.checkNoSpaceLeft();
    }

    private int length(int index, float[] numbers) {
        return classes[index].length + (isWritten(numbers[index]) ? PROBABILITY : 0);
    }

    /** A 0 is left out, as protobuf does; a negative one is none. */
    private static boolean isWritten(float number) {
        return Float.floatToRawIntBits(number) != 0;
    }
}
