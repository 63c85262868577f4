package io.fovea.trainer;

import static io.fovea.proto.training.v1.TrainingState.TRAINING_STATE_EPOCH;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.weights.StoredWeights;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.example.v1.Split;
import io.fovea.proto.model.v1.ModelVersion;
import io.fovea.registry.Manifest;
import io.fovea.registry.TensorSpec;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.trainer.jobs.Outcome;
import io.fovea.trainer.jobs.Stop;
import io.fovea.transfer.PretrainedBackbone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example's recipe as it stands there, on small pictures, with drawn weights, an epoch a stage. */
class CatsDogsRecipeTest {
    private static final int SIDE = 32;
    private static final int RECORDS = 12;

    /** 64 units on 512 features, two logits. */
    private static final long HEAD = 512 * 64 + 64 + 64 * 2 + 2;

    /** The chapter's 11,831,937 that learn in its second part, less its head's 32,897. */
    private static final long FROM_BLOCK4_CONV2 = 11_831_937 - 32_897;

    @TempDir
    Path folder;

    @Test
    void shouldLearnTheHeadAndThenFromBlock4Conv2OnBehindVggsOwnPreprocessing() throws IOException {
        // Given
        String file = recipe();
        try (Workplace work = new Workplace(folder.resolve("storage"))) {
            work.records.addAll(Stripes.records(Topics.examples("cats-dogs-vgg16"), pictures()));
            ModelVersion backbone =
                    PretrainedBackbone.of(PipelineSpec.parse(file)).publish(work.registry, work.store, "test");

            // When
            Outcome outcome = work.trainer("a").train(Stripes.job("job", file, RECORDS), new Stop());

            // Then
            assertThat(outcome).as(work.last().getMessage()).isEqualTo(Outcome.COMPLETED);
            assertThat(work.events(TRAINING_STATE_EPOCH)).hasSize(2);
            ModelVersion trained = work.registry.resolve("cats-dogs-vgg16", "1").orElseThrow();
            Map<String, Map<String, HostTensor>> before = weights(work, backbone);
            Map<String, Map<String, HostTensor>> after = weights(work, trained);
            assertThat(tuned(before, after))
                    .containsExactly("block4_conv2", "block4_conv3", "block5_conv1", "block5_conv2", "block5_conv3");
            assertThat(ofLayer(after.get("block4_conv2")) * 5).isEqualTo(FROM_BLOCK4_CONV2);
            assertThat(all(after) - all(before)).isEqualTo(HEAD);
            Manifest manifest = work.registry.manifest(trained);
            assertThat(manifest.transforms()).containsExactly("preprocessing of vgg16, in the graph: CAFFE");
            assertThat(manifest.outputs()).extracting(TensorSpec::name).contains("logits", "probabilities");
        }
    }

    private static String recipe() throws IOException {
        String whole = Files.readString(Path.of("../../examples/images/cats-dogs-vgg16.yaml"));
        String small = whole.replace("size: [160, 160]", "size: [%d, %d]".formatted(SIDE, SIDE))
                .replace("weights: imagenet", "weights: random")
                .replace("epochs: 10,", "epochs: 1,")
                .replace("epochs: 50", "epochs: 1");
        PipelineSpec pipeline = PipelineSpec.parse(small);
        assertThat(pipeline.train().epochs()).isEqualTo(2);
        assertThat(pipeline.train().stages().get(1).optimizer().learningRate()).isEqualTo(1e-5);
        return small;
    }

    private static List<Example> pictures() {
        Random random = new Random(3);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            byte[] pixels = new byte[SIDE * SIDE * 3];
            random.nextBytes(pixels);
            examples.add(Example.newBuilder()
                    .setId("%08x".formatted(random.nextInt()))
                    .setSplit(i < RECORDS - 4 ? Split.SPLIT_TRAIN : Split.SPLIT_VALIDATION)
                    .addInputs(TensorCodec.uint8("image", new long[] {SIDE, SIDE, 3}, pixels))
                    .addLabels(Stripes.label(i % 2))
                    .build());
        }
        return examples;
    }

    private static TreeSet<String> tuned(
            Map<String, Map<String, HostTensor>> before, Map<String, Map<String, HostTensor>> after) {
        TreeSet<String> tuned = new TreeSet<>(before.keySet());
        tuned.removeIf(layer -> after.get(layer).equals(before.get(layer)));
        return tuned;
    }

    private static Map<String, Map<String, HostTensor>> weights(Workplace work, ModelVersion version) {
        return StoredWeights.readSafetensors(work.registry.fetch(version).resolve(PretrainedBackbone.WEIGHTS))
                .layers();
    }

    private static long all(Map<String, Map<String, HostTensor>> weights) {
        return weights.values().stream().mapToLong(CatsDogsRecipeTest::ofLayer).sum();
    }

    private static long ofLayer(Map<String, HostTensor> weights) {
        return weights.values().stream().mapToLong(HostTensor::elements).sum();
    }
}
