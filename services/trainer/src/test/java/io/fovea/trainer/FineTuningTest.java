package io.fovea.trainer;

import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_EPOCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.weights.StoredWeights;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.proto.training.v1.TrainingEvent;
import io.fovea.registry.Lineage.BackboneLineage;
import io.fovea.registry.Manifest;
import io.fovea.trainer.jobs.Outcome;
import io.fovea.trainer.jobs.Stop;
import io.fovea.transfer.PretrainedBackbone;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipe of fine-tuning: first the head, then the backbone from a layer on. */
class FineTuningTest {
    private static final String FILE = """
            pipeline: stripes
            input: {kind: image, channels: 1, size: [8, 8]}
            model:
              backbone: {architecture: resnet20, weights: random, layer: conv2_block2_out, pooling: average}
              head: [{dense: {units: 8, activation: relu}}]
              classes: 3
            train:
              batchSize: 16
              seed: 7
              optimizer: {adam: {learningRate: 0.01}}
              stages:
                - {epochs: 2}
                - {unfreeze: conv2_block2_1_conv, epochs: 2, layerDecay: 0.5%s}
            """;
    private static final int RECORDS = 120;

    @TempDir
    Path folder;

    private Workplace work;

    @BeforeEach
    void open() {
        work = new Workplace(folder.resolve("storage"));
        work.records.addAll(Stripes.records(Topics.examples("stripes"), Stripes.examples(RECORDS)));
    }

    @AfterEach
    void close() {
        work.close();
    }

    @Test
    void shouldChangeTheHeadAndWhatIsUnfrozenAndNothingElse() {
        // Given
        String file = FILE.formatted("");
        Map<String, Map<String, HostTensor>> before = publish(file);

        // When
        Outcome outcome = train("a", "job-a", file);

        // Then
        assertThat(outcome).as(work.last().getMessage()).isEqualTo(Outcome.COMPLETED);
        assertThat(work.events(TRAINING_STATE_EPOCH))
                .extracting(TrainingEvent::getEpoch)
                .containsExactly(1, 2, 3, 4);
        Map<String, Map<String, HostTensor>> after = weights("1");
        before.forEach((layer, weights) -> {
            boolean tuned = layer.equals("conv2_block2_1_conv") || layer.equals("conv2_block2_2_conv");
            assertThat(after.get(layer).equals(weights)).as(layer).isEqualTo(!tuned);
        });
        assertThat(after).containsKeys("logits");
    }

    @Test
    void shouldTrainBatchNormalizationWhereTheStageSaysSo() {
        // Given
        String file = FILE.formatted(", batchNormalization: trained");
        Map<String, Map<String, HostTensor>> before = publish(file);

        // When
        train("a", "job-a", file);

        // Then
        Map<String, Map<String, HostTensor>> after = weights("1");
        assertThat(after.get("conv2_block2_1_bn")).isNotEqualTo(before.get("conv2_block2_1_bn"));
        assertThat(after.get("conv2_block1_1_bn")).isEqualTo(before.get("conv2_block1_1_bn"));
    }

    @Test
    void shouldTakeImagesAndSayWhereItsWeightsCameFrom() {
        // Given
        String file = FILE.formatted("");
        publish(file);

        // When
        train("a", "job-a", file);

        // Then
        Manifest manifest =
                work.registry.manifest(work.registry.resolve("stripes", "1").orElseThrow());
        ModelVersion backbone = work.registry.resolve("stripes.backbone", "1").orElseThrow();
        assertThat(manifest.inputs()).singleElement().satisfies(input -> {
            assertThat(input.name()).isEqualTo("image");
            assertThat(input.datatype()).isEqualTo("UINT8");
        });
        assertThat(manifest.lineage().backbone()).isNull();
        assertThat(manifest.lineage().startedFrom())
                .isEqualTo(new BackboneLineage(
                        "stripes.backbone/1",
                        work.registry.manifest(backbone).weightsSha256(),
                        "conv2_block2_out_average"));
    }

    @Test
    void shouldGoOnFromEitherStageAsIfUnbroken() {
        // Given
        String file = FILE.formatted("");
        publish(file);
        train("unbroken", "job-a", file);

        for (int last = 1; last <= 3; last++) {
            Stop stop = new Stop();
            int epoch = last;
            work.onEvent(event -> {
                if (event.getState() == TRAINING_STATE_EPOCH && event.getEpoch() == epoch) {
                    stop.request();
                }
            });
            work.trainer("mortal").train(Stripes.job("job-b" + last, file, RECORDS), stop);
            work.onEvent(event -> {});

            // When
            train("second", "job-b" + last, file);

            // Then
            assertThat(weights(Integer.toString(last + 1))).isEqualTo(weights("1"));
        }
    }

    @Test
    void shouldFailWhereTheRegistryHasNoWeights() {
        // When
        Outcome outcome = train("a", "job-a", FILE.formatted(""));

        // Then
        assertThat(outcome).isEqualTo(Outcome.FAILED);
        assertThat(work.last().getMessage())
                .isEqualTo("The registry has no weights of the backbone 'stripes.backbone'."
                        + " Maybe ./fovea apply the pipeline file first.");
    }

    private Map<String, Map<String, HostTensor>> publish(String file) {
        ModelVersion version =
                PretrainedBackbone.of(PipelineSpec.parse(file)).publish(work.registry, work.store, "test");
        return read(version);
    }

    private Map<String, Map<String, HostTensor>> weights(String version) {
        return read(work.registry.resolve("stripes", version).orElseThrow());
    }

    private Map<String, Map<String, HostTensor>> read(ModelVersion version) {
        return StoredWeights.readSafetensors(work.registry.fetch(version).resolve(PretrainedBackbone.WEIGHTS))
                .layers();
    }

    private Outcome train(String name, String job, String file) {
        return work.trainer(name).train(Stripes.job(job, file, RECORDS), new Stop());
    }
}
