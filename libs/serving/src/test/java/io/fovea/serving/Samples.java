package io.fovea.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.inference.v1.Tensor;
import io.fovea.registry.LayerSpec;
import io.fovea.registry.Lineage;
import io.fovea.registry.Manifest;
import io.fovea.registry.TensorSpec;
import io.fovea.tensorcodec.Datatype;
import io.fovea.tensorcodec.TensorCodec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A model that takes two numbers "x" and gives two, "y", and records for it. */
final class Samples {

    static final Signature SIGNATURE = new Signature(
            new RequiredInput("x", Datatype.FP32, Optional.of(List.of(2L))), "y", Signature.OutputKind.CLASSES);

    private Samples() {}

    static Manifest manifest() {
        return manifest("3");
    }

    private static Manifest manifest(String version) {
        return new Manifest(
                "sums",
                version,
                List.of(new TensorSpec("x", "FP32", List.of(2L))),
                List.of(new TensorSpec("y", "FP32", List.of(2L))),
                Map.of("dense", new LayerSpec("dense/Relu:0", "FP32", List.of(4L))),
                List.of("even", "odd"),
                List.of(),
                Map.of(),
                new Lineage("job", "sums", "f00", "test", 7, null),
                "abc",
                Map.of(),
                Instant.EPOCH);
    }

    /** A model on this engine; no other can explain it. */
    static LoadedModel model(Engine engine) {
        return model(engine, "3");
    }

    /** Another version of it. */
    static LoadedModel model(Engine engine, String version) {
        return new LoadedModel(manifest(version), SIGNATURE, engine, "", () -> engine);
    }

    static PipelineSpec pipeline(int largestBatch) {
        return PipelineSpec.parse("""
                pipeline: sums
                input: {kind: image, channels: 1, size: [2, 2]}
                model: {architecture: ffnn, classes: 2}
                serve: {batch: {max: %d}}
                """.formatted(largestBatch));
    }

    static Example example(float... x) {
        return Example.newBuilder().setId("id").addInputs(x(x)).build();
    }

    static Tensor x(float... x) {
        return TensorCodec.float32("x", new long[] {x.length}, x);
    }

    static ConsumerRecord<byte[], byte[]> record(int partition, long offset, byte[] value) {
        return new ConsumerRecord<>("fovea.examples.sums", partition, offset, "key".getBytes(UTF_8), value);
    }

    static ConsumerRecord<byte[], byte[]> record(long offset, float... x) {
        return record(0, offset, example(x).toByteArray());
    }

    /** No version is on trial. */
    static Trials noTrials() {
        return new Trials((model, alias) -> Optional.empty(), (pipeline, alias) -> Optional.empty(), pipeline -> {});
    }

    static ConsumerRecord<byte[], byte[]> record(long offset, String key, float... x) {
        return new ConsumerRecord<>(
                "fovea.examples.sums",
                0,
                offset,
                key.getBytes(UTF_8),
                example(x).toByteArray());
    }

    /** Answers with the record's offset and the version that answered. */
    static InferenceRole roleByVersion() {
        return roleByVersion(answer -> {});
    }

    /** @param answered sees what goes out */
    static InferenceRole roleByVersion(Consumer<Answer> answered) {
        return role(
                answer -> answer.record().offset() + " by "
                        + answer.model().manifest().version(),
                answered);
    }

    /** Answers with the record's offset and the batch's size. */
    static InferenceRole role() {
        return role(answer -> answer.record().offset() + " of " + answer.batchSize(), answer -> {});
    }

    private static InferenceRole role(Function<Answer, String> text, Consumer<Answer> answered) {
        return new InferenceRole() {
            @Override
            public Optional<ModelDemand> demand(PipelineSpec pipeline) {
                return Optional.empty();
            }

            @Override
            public boolean reads(PipelineSpec pipeline, String topic) {
                return topic.equals(Topics.examples(pipeline.name()));
            }

            @Override
            public boolean concerns(Example example) {
                return example.getLabelsList().isEmpty();
            }

            @Override
            public ProducerRecord<byte[], byte[]> record(Answer answer) {
                return new ProducerRecord<>(
                        "fovea.predictions.sums", text.apply(answer).getBytes(UTF_8));
            }

            @Override
            public void answered(Answer answer) {
                answered.accept(answer);
            }
        };
    }
}
