package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.data.Batch;
import io.fovea.cnn.data.Dataset;
import io.fovea.cnn.data.FileDatasetWriter;
import io.fovea.cnn.data.GeneratedDataset;
import io.fovea.cnn.losses.Loss;
import io.fovea.cnn.optimizers.Adam;
import io.fovea.cnn.weights.Safetensors;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Training on what does not lie in memory. */
class StreamingTest {
    private static final int IMAGE = 64 * 64 * 3;
    private static final int BATCH = 256;

    @TempDir
    private Path folder;

    @Test
    void shouldTrainOnTenTimesAsMuchAsTheHeapHolds() throws Exception {
        // Given 480 MB of images, and a heap of 48 MB
        Path dataset = folder.resolve("images.safetensors");
        int batches = 480 * 1024 * 1024 / (IMAGE * BATCH);
        FileDatasetWriter.write(dataset, batches * BATCH, () -> images(batches));
        Path weights = folder.resolve("weights.safetensors");

        // When
        Process child = ChildRun.start(List.of("-Xmx48m"), "stream", dataset.toString(), weights.toString());

        // Then
        assertThat(child.waitFor()).isZero();
        assertThat(Long.parseLong(Safetensors.read(weights).metadata().get("heap")))
                .isLessThan(50L * 1024 * 1024);
    }

    private static Iterator<Batch> images(int batches) {
        SplittableRandom random = new SplittableRandom(1);
        return IntStream.range(0, batches)
                .mapToObj(i -> {
                    byte[] pixels = new byte[IMAGE * BATCH];
                    random.nextBytes(pixels);
                    long[] labels = random.longs(BATCH, 0, 2).toArray();
                    return new Batch(
                            HostTensor.uint8(new long[] {BATCH, 64, 64, 3}, pixels),
                            HostTensor.int64(new long[] {BATCH}, labels));
                })
                .iterator();
    }

    @Test
    void shouldGiveTheSameWeightsHoweverManyBatchesArePreparedAhead() {
        assertThat(fitted(0)).isEqualTo(fitted(1)).isEqualTo(fitted(8));
    }

    private static Map<String, HostTensor> fitted(int prefetch) {
        Dataset train = Examples.squares(160, 1)
                .augmentedBy((pixels, height, width, channels, random) -> pixels[0] = (byte) random.nextInt());
        try (TrainableModel model = compiled()) {
            model.fit(train, new FitOptions(16, 2).prefetch(prefetch));
            return model.weights();
        }
    }

    @Test
    void shouldTrainOnWhatHasNoKnownEnd() {
        // Given
        Dataset inMemory = Examples.squares(64, 1);
        Dataset generated = GeneratedDataset.of(
                (batchSize, seed) -> inMemory.batches(batchSize, seed).iterator());
        try (TrainableModel one = compiled();
                TrainableModel other = compiled()) {
            // When
            one.fit(inMemory, inMemory, new FitOptions(16, 2));
            other.fit(generated, generated, new FitOptions(16, 2));

            // Then
            assertThat(other.weights()).isEqualTo(one.weights());
            assertThat(other.evaluate(generated, 10)).isEqualTo(one.evaluate(inMemory, 10));
        }
    }

    @Test
    void shouldPredictBatchByBatch() {
        try (TrainableModel model = compiled()) {
            Dataset examples = Examples.squares(50, 1);
            int[] rows = new int[1];
            model.predict(examples, 16, outputs -> rows[0] += outputs.get(0).rows());
            assertThat(rows[0]).isEqualTo(50);
            Batch first = examples.batches(16, OptionalLong.empty()).iterator().next();
            assertThat(model.predict(first.input()).rows()).isEqualTo(16);
        }
    }

    private static TrainableModel compiled() {
        return Examples.feedForward()
                .compile(new Adam(), Loss.sparseCategoricalCrossentropyFromLogits(), new Options(7, Device.CPU, 1));
    }
}
