package io.fovea.endtoend;

import io.fovea.cnn.weights.StoredWeights;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.pipeline.PretrainedSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A pipeline file of {@code examples/images}, written anew for a few hundred pictures: three epochs a stage in batches of 16, colour
 * pictures of 32 x 32, a rate that ResNet-20 bears in so small batches; VGG-16 and DenseNet-201 cut where they are still small; and
 * where it takes ImageNet's weights, which a build cannot fetch, a file of {@link DrawnWeights}.
 *
 * @param path the file
 * @param options what {@code run} is told beside it
 */
record ShortPipeline(Path path, PipelineSpec spec, List<String> options) {

    static ShortPipeline of(String file, Path folder) throws IOException {
        String whole =
                Files.readString(Repository.root().resolve("examples/images").resolve(file));
        String cut = whole.replaceAll("epochs: [0-9]+", "epochs: 3")
                .replaceAll("batchSize: [0-9]+", "batchSize: 16")
                .replaceAll("size: \\[(64|128|160), \\1]", "size: [32, 32]")
                .replace("layer: block5_pool", "layer: block4_pool")
                .replace("layer: relu,", "layer: pool3_pool,")
                .replace("learningRate: 0.1,", "learningRate: 0.02,");
        Path path = Files.writeString(folder.resolve(file), cut);
        PipelineSpec spec = PipelineSpec.parse(cut);
        return new ShortPipeline(path, spec, weights(spec, folder));
    }

    private static List<String> weights(PipelineSpec spec, Path folder) {
        Optional<PretrainedSpec> declared = spec.model().backbone().flatMap(backbone -> backbone.pretrained());
        if (declared.isEmpty() || !declared.get().weights().equals(PretrainedSpec.IMAGENET)) {
            return List.of();
        }
        Path file = folder.resolve(spec.name() + ".safetensors");
        StoredWeights.of(DrawnWeights.of(spec)).writeSafetensors(file);
        return List.of("--weights=" + file);
    }

    String name() {
        return spec.name();
    }
}
