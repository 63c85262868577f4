package io.fovea.predictor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.Rejection;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Backbone;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.proto.prediction.v1.ClassProbability;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.SequenceProbability;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.Lineage.BackboneLineage;
import io.fovea.registry.ModelRegistry;
import io.fovea.serving.EngineChoice;
import io.fovea.serving.InferenceStage;
import io.fovea.serving.ServedModels;
import io.fovea.serving.ServingMetrics;
import io.fovea.serving.Trials;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.testing.RecordedOutput;
import io.fovea.testing.TinyModels;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
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

/** With real networks; pipeline shapes answers from examples, birds from features of eyes. */
class PredictorTest {

    private static final PipelineSpec SHAPES = PipelineSpec.parse("""
            pipeline: shapes
            input: {kind: image, channels: 1, size: [4, 4]}
            model: {architecture: ffnn, classes: 2}
            """);
    private static final PipelineSpec BIRDS = PipelineSpec.parse("""
            pipeline: birds
            input: {kind: image, channels: 1, size: [4, 4]}
            model: {backbone: {model: eyes, layer: hidden}, classes: 2}
            """);
    private static final PipelineSpec NUMBERS = PipelineSpec.parse("""
            pipeline: numbers
            input: {kind: image, channels: 1, size: [4, 4]}
            label: {kind: sequence, longest: 3}
            model: {architecture: ffnn, classes: 2}
            """);
    private static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");

    private final RecordedOutput output = new RecordedOutput();
    private ModelRegistry registry;
    private TinyModels tiny;
    private ServedModels models;
    private InferenceStage stage;

    @BeforeEach
    void start(@TempDir Path folder) {
        registry = ModelRegistry.inMemory(
                ArtefactStore.open(folder.resolve("storage").toUri()));
        tiny = new TinyModels(registry, folder);
        Predictor predictor = new Predictor(registry, 5, Clock.fixed(NOW, ZoneOffset.UTC), answer -> {});
        ServingMetrics metrics = new ServingMetrics(new SimpleMeterRegistry(), Predictor.SERVICE);
        models = new ServedModels(
                () -> Stream.of(SHAPES, BIRDS, NUMBERS)
                        .flatMap(pipeline -> predictor.demand(pipeline).stream())
                        .toList(),
                registry,
                EngineChoice.on("cpu"),
                metrics,
                Duration.ofSeconds(60));
        registry.onChange(models::refresh);
        Map<String, PipelineSpec> pipelines = Map.of("shapes", SHAPES, "birds", BIRDS, "numbers", NUMBERS);
        stage = new InferenceStage(
                name -> Optional.ofNullable(pipelines.get(name)),
                models::acquire,
                new Trials(registry::alias, models::acquire, pipeline -> {}),
                predictor,
                metrics);
    }

    @AfterEach
    void stop() {
        models.close();
        registry.close();
    }

    @Test
    void shouldFillThePrediction() throws InvalidProtocolBufferException {
        // Given
        promote(tiny.images("shapes", 4, 1));

        // When
        stage.process(
                List.of(record("fovea.examples.shapes", 1, image()), record("fovea.examples.shapes", 2, image())),
                output);

        // Then
        ProducerRecord<byte[], byte[]> record = output.sent().get(0);
        assertThat(record.topic()).isEqualTo("fovea.predictions.shapes");
        assertThat(record.key()).isEqualTo("id-1".getBytes(UTF_8));
        assertThat(new String(record.headers().lastHeader("ce_source").value(), UTF_8))
                .isEqualTo("/fovea/predictor");
        Prediction prediction = Prediction.parseFrom(record.value());
        float[] probabilities = TensorCodec.toFloat32(prediction.getOutputs(0));
        assertThat(probabilities[0] + probabilities[1]).isBetween(0.9999f, 1.0001f);
        ClassProbability best = prediction.getTop(0);
        assertThat(best.getProbability()).isEqualTo(Math.max(probabilities[0], probabilities[1]));
        assertThat(best.getLabel()).isEqualTo(List.of("no", "yes").get(best.getIndex()));
        assertThat(prediction.getInferenceNanos()).isPositive();
        assertThat(prediction)
                .returns("id", Prediction::getId)
                .returns("shapes", Prediction::getPipeline)
                .returns("shapes", Prediction::getModel)
                .returns("1", Prediction::getModelVersion)
                .returns("probabilities", answered -> answered.getOutputs(0).getName())
                .returns(List.of(2L), answered -> answered.getOutputs(0).getShapeList())
                .returns(2, Prediction::getTopCount)
                .returns(77L, Prediction::getEventTimeMillis)
                .returns(NOW.toEpochMilli(), Prediction::getPredictedAtMillis)
                .returns(2, Prediction::getBatchSize);
    }

    @Test
    void shouldReadSequences() throws InvalidProtocolBufferException {
        // Given
        promote(new MoreModels(tiny).sequences("numbers", 4, 3, 1));

        // When
        stage.process(List.of(record("fovea.examples.numbers", 1, image())), output);

        // Then
        Prediction prediction = Prediction.parseFrom(output.sent().get(0).value());
        float[] probabilities = TensorCodec.toFloat32(prediction.getOutputs(0));
        SequenceProbability best = prediction.getSequences(0);
        double expected = probabilities[best.getSequenceCount() - 1];
        for (int place = 0; place < best.getSequenceCount(); place++) {
            expected *= probabilities[3 + 2 * place + List.of("no", "yes").indexOf(best.getSequence(place))];
        }
        assertThat(best.getProbability()).isEqualTo(expected, within(1e-6));
        assertThat(prediction.getSequencesList())
                .hasSize(5)
                .isSortedAccordingTo(Comparator.comparing(SequenceProbability::getProbability)
                        .reversed());
        assertThat(prediction.getTopList()).isEmpty();
    }

    @Test
    void shouldRefuseAModelOfClassesWhereSequencesAreAskedFor() {
        // Given
        ModelVersion ofClasses = tiny.images("numbers", 4, 1);

        // When
        registry.move("numbers", ModelRegistry.LIVE, ofClasses.getVersion(), "test", "");

        // Then
        await(() -> String.valueOf(models.statuses().get("numbers"))
                .contains("Expected the output probabilities FP32 [3], the heads of a length and of its places"));
    }

    @Test
    void shouldLetRecordsWaitForTheFirstModelAndPassOverLabelledOnes() {
        // Given
        Example labelled =
                image().toBuilder().addLabels(TensorCodec.int64("label", 1)).build();

        // When
        stage.process(
                List.of(
                        record("fovea.examples.shapes", 1, labelled),
                        record("fovea.examples.shapes", 2, image()),
                        record("fovea.examples.shapes", 3, image())),
                output);

        // Then
        assertThat(output.postponed()).containsExactly(2L);
        assertThat(output.sent()).isEmpty();
        assertThat(output.rejected()).isEmpty();
    }

    @Test
    void shouldRejectRecordsOfAPipelineThatNobodyApplied() {
        // When
        stage.process(List.of(record("fovea.examples.clouds", 1, image())), output);

        // Then
        assertThat(output.rejected().get(1L)).isEqualTo(new Rejection.UnknownPipeline("clouds"));
    }

    @Test
    void shouldAnswerFromFeaturesWhereThereIsABackbone() {
        // Given
        ModelVersion eyes = tiny.images("eyes", 4, 1);
        promote(tiny.head("birds", lineage(eyes), 1));

        // When
        stage.process(
                List.of(
                        record("fovea.examples.birds", 1, image()),
                        record("fovea.features.birds", 2, features(eyes)),
                        record("fovea.features.shapes", 3, features(eyes))),
                output);

        // Then
        assertThat(output.sent()).extracting(ProducerRecord::topic).containsExactly(Topics.predictions("birds"));
        assertThat(output.rejected()).isEmpty();
        assertThat(output.postponed()).isEmpty();
    }

    @Test
    void shouldRejectFeaturesOfABackboneThatIsHistory() {
        // Given
        ModelVersion before = tiny.images("eyes", 4, 1);
        ModelVersion now = tiny.images("eyes", 4, 2);
        registry.move("eyes", "for-birds", now.getVersion(), "test", "");
        promote(tiny.head("birds", lineage(now), 1));

        // When
        stage.process(List.of(record("fovea.features.birds", 1, features(before))), output);

        // Then
        assertThat(output.rejected().get(1L).code()).isEqualTo("BACKBONE_MISMATCH");
        assertThat(output.rejected().get(1L).explanation()).contains("eyes/1", "eyes/2");
    }

    @Test
    void shouldLetFeaturesOfThePresentBackboneWaitForTheirHead() {
        // Given
        ModelVersion before = tiny.images("eyes", 4, 1);
        ModelVersion now = tiny.images("eyes", 4, 2);
        promote(tiny.head("birds", lineage(before), 1));

        // When
        registry.move("eyes", "for-birds", now.getVersion(), "test", "");
        stage.process(
                List.of(
                        record("fovea.features.birds", 1, features(before)),
                        record("fovea.features.birds", 2, features(now))),
                output);

        // Then
        assertThat(output.sent()).hasSize(1);
        assertThat(output.postponed()).containsExactly(2L);
        assertThat(output.rejected()).isEmpty();
    }

    @Test
    void shouldTakeTheSameWeightsForTheSameBackbone() {
        // Given
        ModelVersion first = tiny.images("eyes", 4, 1);
        ModelVersion again = tiny.images("eyes", 4, 1);
        promote(tiny.head("birds", lineage(first), 1));

        // When
        stage.process(List.of(record("fovea.features.birds", 1, features(again))), output);

        // Then
        assertThat(output.sent()).hasSize(1);
    }

    private void promote(ModelVersion version) {
        tiny.promote(version);
        await(() -> isServed(version));
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("time").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private boolean isServed(ModelVersion version) {
        return models.statuses().values().stream()
                .anyMatch(status ->
                        status.toString().equals("SERVING: " + version.getModel() + "/" + version.getVersion()));
    }

    private BackboneLineage lineage(ModelVersion eyes) {
        Backbone backbone = backbone(eyes);
        return new BackboneLineage(backbone.getId(), backbone.getWeightsSha256(), backbone.getLayer());
    }

    private Backbone backbone(ModelVersion eyes) {
        return Backbone.newBuilder()
                .setId("eyes/" + eyes.getVersion())
                .setWeightsSha256(registry.manifest(eyes).weightsSha256())
                .setLayer("hidden")
                .build();
    }

    private Example features(ModelVersion eyes) {
        return Example.newBuilder()
                .setId("id")
                .addInputs(TensorCodec.float32("features", new long[] {3}, new float[] {1, 0, 2}))
                .setBackbone(backbone(eyes))
                .build();
    }

    private static Example image() {
        return Example.newBuilder()
                .setId("id")
                .addInputs(TensorCodec.uint8("image", new long[] {4, 4, 1}, new byte[16]))
                .setEventTimeMillis(77)
                .build();
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, long offset, Example example) {
        return new ConsumerRecord<>(topic, 0, offset, ("id-" + offset).getBytes(UTF_8), example.toByteArray());
    }
}
