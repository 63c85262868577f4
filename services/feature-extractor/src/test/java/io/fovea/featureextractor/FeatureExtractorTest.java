package io.fovea.featureextractor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.cnn.HostTensor;
import io.fovea.cnn.SavedModel;
import io.fovea.featureextractor.kept.KeptFeatures;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.example.v1.Split;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import io.fovea.serving.EngineChoice;
import io.fovea.serving.InferenceStage;
import io.fovea.serving.ModelStatus;
import io.fovea.serving.ServedModels;
import io.fovea.serving.ServingMetrics;
import io.fovea.serving.Trials;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.testing.RecordedOutput;
import io.fovea.testing.TinyModels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With real networks; pipeline birds has eyes for a backbone, pipeline lost names a layer that eyes do not have. */
class FeatureExtractorTest {

    private static final String YAML = """
            pipeline: %s
            input: {kind: image, channels: 1, size: [4, 4]}
            model: {backbone: {model: eyes, layer: %s}, classes: 2}
            """;
    private static final PipelineSpec BIRDS = PipelineSpec.parse(YAML.formatted("birds", "hidden"));
    private static final PipelineSpec LOST = PipelineSpec.parse(YAML.formatted("lost", "fc9"));
    private static final PipelineSpec SHAPES = PipelineSpec.parse("""
            pipeline: shapes
            input: {kind: image, channels: 1, size: [4, 4]}
            model: {architecture: ffnn, classes: 2}
            """);

    private final RecordedOutput output = new RecordedOutput();
    private final Map<String, PipelineSpec> pipelines = Map.of("birds", BIRDS, "lost", LOST, "shapes", SHAPES);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private ArtefactStore store;
    private ModelRegistry registry;
    private TinyModels tiny;
    private ServedModels models;
    private InferenceStage stage;

    @BeforeEach
    void start(@TempDir Path folder) {
        store = ArtefactStore.open(folder.resolve("storage").toUri());
        registry = ModelRegistry.inMemory(store);
        tiny = new TinyModels(registry, folder);
        open();
    }

    /** As after a restart: what is kept is read from the storage. */
    private void restart() {
        models.close();
        open();
        models.refresh();
        await(() -> stands("birds", "SERVING: eyes/1"));
    }

    private void open() {
        FeatureExtractor extractor = new FeatureExtractor(new KeptFeatures(store, meters), Clock.systemUTC());
        ServingMetrics metrics = new ServingMetrics(meters, FeatureExtractor.SERVICE);
        models = new ServedModels(
                () -> Stream.of(BIRDS, LOST, SHAPES)
                        .flatMap(pipeline -> extractor.demand(pipeline).stream())
                        .toList(),
                registry,
                EngineChoice.on("cpu"),
                metrics,
                Duration.ofSeconds(60));
        registry.onChange(models::refresh);
        stage = new InferenceStage(
                name -> Optional.ofNullable(pipelines.get(name)),
                models::acquire,
                new Trials(registry::alias, models::acquire, pipeline -> {}),
                extractor,
                metrics);
    }

    @AfterEach
    void stop() {
        models.close();
        registry.close();
    }

    @Test
    void shouldCutTheBackboneAtTheLayer() throws InvalidProtocolBufferException {
        // Given
        ModelVersion eyes = tiny.images("eyes", 4, 1);
        tiny.promote(eyes);
        await(() -> stands("birds", "SERVING: eyes/1"));
        Example image = image();

        // When
        stage.process(List.of(record("fovea.examples.birds", 1, image)), output);

        // Then
        ProducerRecord<byte[], byte[]> record = output.sent().get(0);
        assertThat(record.topic()).isEqualTo("fovea.features.birds");
        assertThat(record.key()).isEqualTo("id-1".getBytes(UTF_8));
        assertThat(new String(record.headers().lastHeader("traceparent").value(), UTF_8))
                .isEqualTo("00-trace-of-the-image-01");
        Example features = Example.parseFrom(record.value());
        assertThat(TensorCodec.toFloat32(features.getInputs(0))).containsExactly(hidden(eyes, image));
        assertThat(features.getBackbone().getId()).isEqualTo("eyes/1");
        assertThat(features.getBackbone().getWeightsSha256())
                .isEqualTo(registry.manifest(eyes).weightsSha256());
        assertThat(features.getBackbone().getLayer()).isEqualTo("hidden");
    }

    @Test
    void shouldCarryOnAllButTheImage() throws InvalidProtocolBufferException {
        // Given
        tiny.promote(tiny.images("eyes", 4, 1));
        await(() -> stands("birds", "SERVING: eyes/1"));
        Example image = image();

        // When
        stage.process(List.of(record("fovea.examples.birds", 1, image)), output);

        // Then
        Example features = Example.parseFrom(output.sent().get(0).value());
        assertThat(features.toBuilder().clearInputs().clearBackbone().build())
                .isEqualTo(image.toBuilder().clearInputs().build());
        assertThat(features.getInputsList()).extracting("name").containsExactly("features");
    }

    @Test
    void shouldNotComputeAgainWhatItHasKept() throws InvalidProtocolBufferException {
        // Given
        ModelVersion eyes = tiny.images("eyes", 4, 1);
        tiny.promote(eyes);
        await(() -> stands("birds", "SERVING: eyes/1"));
        Example first = image();
        Example other = image(-16);
        stage.process(List.of(record("fovea.examples.birds", 1, first)), output);

        // When
        restart();
        stage.process(
                List.of(record("fovea.examples.birds", 2, other), record("fovea.examples.birds", 3, first)), output);

        // Then
        assertThat(features("kept")).isEqualTo(1);
        assertThat(features("computed")).isEqualTo(2);
        assertThat(meters.counter(
                                "fovea.feature-extractor.model.records",
                                "pipeline",
                                "birds",
                                "model",
                                "eyes",
                                "version",
                                "1")
                        .count())
                .isEqualTo(1); // since the restart: a version's meters go when it leaves memory
        assertThat(output.sent())
                .extracting(sent -> new String(sent.key(), UTF_8))
                .containsExactly("id-1", "id-2", "id-3");
        assertThat(Example.parseFrom(output.sent().get(2).value()))
                .isEqualTo(Example.parseFrom(output.sent().get(0).value()));
        assertThat(TensorCodec.toFloat32(
                        Example.parseFrom(output.sent().get(1).value()).getInputs(0)))
                .containsExactly(hidden(eyes, other));
    }

    @Test
    void shouldComputeAgainWhatIsBroken() throws IOException {
        // Given
        tiny.promote(tiny.images("eyes", 4, 1));
        await(() -> stands("birds", "SERVING: eyes/1"));
        stage.process(List.of(record("fovea.examples.birds", 1, image())), output);
        String folder = "features/" + store.list("features").get(0);
        String segment = store.list(folder).stream()
                .filter(name -> name.length() == 64)
                .findFirst()
                .orElseThrow();
        store.put(folder + "/" + segment, new byte[44]);

        // When
        restart();
        stage.process(List.of(record("fovea.examples.birds", 2, image())), output);

        // Then
        assertThat(features("kept")).isZero();
        assertThat(output.sent().get(1).value()).isEqualTo(output.sent().get(0).value());
    }

    @Test
    void shouldKeepNothingOfWhatIsPredicted() {
        // Given
        tiny.promote(tiny.images("eyes", 4, 1));
        await(() -> stands("birds", "SERVING: eyes/1"));
        Example unlabelled = image().toBuilder().clearLabels().build();

        // When
        stage.process(List.of(record("fovea.examples.birds", 1, unlabelled)), output);
        stage.process(List.of(record("fovea.examples.birds", 2, unlabelled)), output);

        // Then
        assertThat(output.sent()).hasSize(2);
        assertThat(features("kept") + features("computed")).isZero();
    }

    private double features(String origin) {
        return meters.counter("fovea.feature-extractor.features", "pipeline", "birds", "origin", origin)
                .count();
    }

    @Test
    void shouldLetExamplesWaitForTheBackbone() {
        // When
        stage.process(List.of(record("fovea.examples.birds", 1, image())), output);

        // Then
        assertThat(output.postponed()).containsExactly(1L);
    }

    @Test
    void shouldPassOverPipelinesWithoutABackbone() {
        // When
        stage.process(List.of(record("fovea.examples.shapes", 1, image())), output);

        // Then
        assertThat(output.postponed()).isEmpty();
        assertThat(output.sent()).isEmpty();
        assertThat(output.rejected()).isEmpty();
    }

    @Test
    void shouldNameTheLayersWhereThePipelineNamesNone() {
        // When
        tiny.promote(tiny.images("eyes", 4, 1));

        // Then
        await(() -> state("lost") == ModelStatus.State.REFUSED);
        assertThat(models.statuses().get("lost").detail())
                .isEqualTo("UNKNOWN_LAYER: There is no layer \"fc9\" in eyes/1; its layers are: "
                        + "rescaling, flatten, hidden, scores.");
    }

    @Test
    void shouldStayWithItsBackboneWhenTheAliasMoves() throws InvalidProtocolBufferException {
        // Given
        tiny.promote(tiny.images("eyes", 4, 1));
        await(() -> stands("birds", "SERVING: eyes/1"));

        // When
        tiny.promote(tiny.images("eyes", 4, 2));
        models.refresh();
        await(() -> stands("birds", "SERVING: eyes/1"));
        stage.process(List.of(record("fovea.examples.birds", 1, image())), output);

        // Then
        Example features = Example.parseFrom(output.sent().get(0).value());
        assertThat(features.getBackbone().getId()).isEqualTo("eyes/1");
    }

    private float[] hidden(ModelVersion eyes, Example image) {
        byte[] pixels = image.getInputs(0).getRawContents().toByteArray();
        HostTensor batch = HostTensor.uint8(new long[] {1, 4, 4, 1}, pixels);
        try (SavedModel model = SavedModel.load(registry.fetch(eyes))) {
            return model.run(Map.of("image", batch), List.of("hidden"))
                    .get("hidden")
                    .toFloats();
        }
    }

    private boolean stands(String pipeline, String status) {
        ModelStatus present = models.statuses().get(pipeline);
        return present != null && present.toString().equals(status);
    }

    private ModelStatus.State state(String pipeline) {
        return models.statuses().get(pipeline).state();
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private static Example image() {
        return image(16);
    }

    private static Example image(int slope) {
        byte[] pixels = new byte[16];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i * slope);
        }
        return Example.newBuilder()
                .setId("id")
                .addInputs(TensorCodec.uint8("image", new long[] {4, 4, 1}, pixels))
                .addLabels(TensorCodec.int64("label", 1))
                .setSplit(Split.SPLIT_VALIDATION)
                .setPipelineVersion("f00")
                .setEventTimeMillis(77)
                .build();
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, long offset, Example example) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(topic, 0, offset, ("id-" + offset).getBytes(UTF_8), example.toByteArray());
        record.headers().add("traceparent", "00-trace-of-the-image-01".getBytes(UTF_8));
        return record;
    }
}
