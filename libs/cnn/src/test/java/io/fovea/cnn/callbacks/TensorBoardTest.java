package io.fovea.cnn.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.tensorboard.EventReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.Summary;

class TensorBoardTest {
    private final FakeTraining training = new FakeTraining();

    @TempDir
    private Path folder;

    @Test
    void shouldWriteARunForTrainingAndOneForValidation() throws IOException {
        // When
        run(new TensorBoard(folder), 0, 2);

        // Then
        assertThat(written("train"))
                .containsExactlyInAnyOrder(
                        "epoch_loss 0 0.5",
                        "epoch_learning_rate 0 1.0",
                        "epoch_loss 1 0.5",
                        "epoch_learning_rate 1 1.0");
        assertThat(written("validation")).containsExactly("epoch_loss 0 0.75", "epoch_loss 1 0.75");
        assertThat(folder.resolve("batches")).doesNotExist();
    }

    @Test
    void shouldWriteBatchesHistogramsAndPicturesOnDemand() throws IOException {
        // Given
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        TensorBoard board = new TensorBoard(folder)
                .batchesEvery(2)
                .histogramEvery(2)
                .imagesEvery(1, weights -> Map.of("picture", image));

        // When
        run(board, 0, 2);

        // Then
        assertThat(written("batches"))
                .filteredOn(line -> line.startsWith("batch_loss"))
                .containsExactly("batch_loss 0 0.5", "batch_loss 2 0.5", "batch_loss 4 0.5");
        assertThat(written("train"))
                .filteredOn(line -> !line.startsWith("epoch"))
                .containsExactly("dense/kernel/histogram 0 1 values", "picture 0 1x1", "picture 1 1x1");
    }

    @Test
    void shouldShowTheFiltersOfConvolutions() throws IOException {
        // Given
        TensorBoard board = new TensorBoard(folder).imagesEvery(1);
        board.onTrainBegin(new FakeTrainingWithKernel());

        // When
        board.onEpochEnd(0, Map.of("loss", 1.0));

        // Then
        assertThat(written("train")).anyMatch(line -> line.startsWith("conv1/kernel/image 0 "));
    }

    @Test
    void shouldMakeTensorBoardForgetWhatAnUnfinishedRunWrote() throws IOException {
        // Given
        TensorBoard first = new TensorBoard(folder).batchesEvery(1);
        run(first, 0, 3);

        // When
        TensorBoard second = new TensorBoard(folder).batchesEvery(1);
        second.onTrainBegin(training);
        second.restore(Map.of("steps", HostTensor.int64(new long[] {1}, 6))); // after two epochs
        second.onBatchEnd(2, 0, 3, 0.5);
        second.onEpochEnd(2, Map.of("loss", 0.5));

        // Then
        List<Long> starts = events("train").stream()
                .filter(Event::hasSessionLog)
                .map(Event::getStep)
                .toList();
        assertThat(starts).containsExactly(0L, 2L);
        assertThat(first.state().get("steps").toLongs()).containsExactly(9);
        assertThat(written("batches")).contains("batch_loss 6 0.5", "batch_loss 8 0.5");
    }

    private void run(TensorBoard board, int firstEpoch, int epochs) {
        board.onTrainBegin(training);
        for (int epoch = firstEpoch; epoch < epochs; epoch++) {
            for (int batch = 0; batch < 3; batch++) {
                board.onBatchEnd(epoch, batch, 3, 0.5);
            }
            board.onEpochEnd(epoch, Map.of("loss", 0.5, "val_loss", 0.75));
        }
    }

    private List<String> written(String run) throws IOException {
        return events(run).stream()
                .filter(Event::hasSummary)
                .map(TensorBoardTest::line)
                .toList();
    }

    private List<Event> events(String run) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(run))) {
            return files.sorted()
                    .flatMap(file -> EventReader.read(file).stream())
                    .toList();
        }
    }

    private static String line(Event event) {
        Summary.Value value = event.getSummary().getValue(0);
        String what = value.hasHisto()
                ? "%.0f values".formatted(value.getHisto().getNum())
                : value.hasImage()
                        ? value.getImage().getWidth() + "x" + value.getImage().getHeight()
                        : String.valueOf(value.getSimpleValue());
        return "%s %d %s".formatted(value.getTag(), event.getStep(), what);
    }

    /** A fit of one convolution. */
    private static final class FakeTrainingWithKernel implements Training {
        @Override
        public void stop() {}

        @Override
        public double learningRate() {
            return 1;
        }

        @Override
        public void learningRate(double learningRate) {}

        @Override
        public Map<String, HostTensor> weights() {
            return Map.of(
                    "conv1/kernel", HostTensor.float32(new long[] {2, 2, 1, 2}, 1, 2, 3, 4, 5, 6, 7, 8),
                    "conv1/bias", HostTensor.float32(new long[] {2}, 0, 0));
        }

        @Override
        public void setWeights(Map<String, HostTensor> weights) {}

        @Override
        public void saveCheckpoint(Path file) {}
    }
}
