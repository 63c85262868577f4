package io.fovea.predictor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.fovea.predictor.classify.TopClasses;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.registry.Lineage;
import io.fovea.registry.Lineage.BackboneLineage;
import io.fovea.registry.Manifest;
import io.fovea.registry.TensorSpec;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Held against what protobuf's own builders and encoder make of the same answer. */
class PredictionEncodingTest {

    private static final int TOP = 5;

    private final Random random = new Random(5);

    @ParameterizedTest
    @CsvSource({"2, false", "10, true", "1000, false"})
    void shouldWriteWhatProtobufWrites(int classes, boolean onFeatures) {
        Manifest manifest = manifest(classes, onFeatures ? new BackboneLineage("eyes/1", "ab", "hidden") : null);
        TensorSpec output = new TensorSpec("probabilities", "FP32", List.of((long) classes));
        var encoding = new PredictionEncoding("p", manifest, "probabilities", output, TOP);
        for (int i = 0; i < 200; i++) {
            // Given
            String id = i == 0 ? "" : i % 10 == 0 ? "é" + i : "a".repeat(i);
            ByteString probabilities = probabilities(classes);
            Circumstances circumstances =
                    new Circumstances(number(1L << 42), number(1L << 42), number(1L << 33), (int) number(4096));

            // When, Then
            assertThat(encoding.bytes(id.getBytes(UTF_8), probabilities, circumstances))
                    .isEqualTo(prediction(id, manifest, output, probabilities, circumstances)
                            .toByteArray());
        }
    }

    private static Prediction prediction(
            String id, Manifest manifest, TensorSpec output, ByteString probabilities, Circumstances circumstances) {
        return Prediction.newBuilder()
                .setId(id)
                .setPipeline("p")
                .setModel(manifest.model())
                .setModelVersion(manifest.version())
                .setBackbone(manifest.lineage().takes())
                .addOutputs(Tensor.newBuilder()
                        .setName(output.name())
                        .setDatatype(output.datatype())
                        .addAllShape(output.shape())
                        .setRawContents(probabilities))
                .addAllTop(TopClasses.of(probabilities, manifest.labels(), TOP))
                .setEventTimeMillis(circumstances.eventTimeMillis())
                .setPredictedAtMillis(circumstances.predictedAtMillis())
                .setInferenceNanos(circumstances.inferenceNanos())
                .setBatchSize(circumstances.batchSize())
                .build();
    }

    /** Often 0, which protobuf leaves out. */
    private long number(long below) {
        return random.nextInt(4) == 0 ? 0 : (long) (random.nextDouble() * below);
    }

    /** Some equal, some 0, and a negative 0, which protobuf does write. */
    private ByteString probabilities(int classes) {
        ByteBuffer bytes = ByteBuffer.allocate(classes * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < classes; i++) {
            float[] choices = {0, -0f, 0.25f, random.nextFloat()};
            bytes.putFloat(choices[random.nextInt(choices.length)]);
        }
        return ByteString.copyFrom(bytes.flip());
    }

    private static Manifest manifest(int classes, @Nullable BackboneLineage backbone) {
        return new Manifest(
                "shapes",
                "3",
                List.of(),
                List.of(),
                Map.of(),
                IntStream.range(0, classes).mapToObj(i -> "class " + i).toList(),
                List.of(),
                Map.of(),
                new Lineage("job", "p", "abc", "0.1", 1, backbone),
                "",
                Map.of(),
                Instant.EPOCH);
    }
}
