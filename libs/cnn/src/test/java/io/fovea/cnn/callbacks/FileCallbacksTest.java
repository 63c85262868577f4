package io.fovea.cnn.callbacks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.weights.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileCallbacksTest {
    private final FakeTraining training = new FakeTraining();

    @TempDir
    private Path folder;

    @Test
    void shouldKeepACheckpointOfEachEpoch() throws IOException {
        run(new ModelCheckpoint(folder, "w-{epoch:02d}-{val_loss:.2f}.ckpt"), 0, 3, 2.5, 2.75);
        assertThat(files()).containsExactly("w-01-3.00.ckpt", "w-02-2.50.ckpt", "w-03-2.75.ckpt");
        assertThat(folder.resolve("w-03-2.75.ckpt")).hasContent("3.0");
    }

    @Test
    void shouldKeepTheBestOnlyAlsoAcrossACheckpoint() throws IOException {
        // Given
        ModelCheckpoint first = new ModelCheckpoint(folder, "best.ckpt").saveBestOnly("val_loss");
        run(first, 0, 3, 2, 2.5, Double.NaN);
        assertThat(folder.resolve("best.ckpt")).hasContent("2.0");
        ModelCheckpoint second = new ModelCheckpoint(folder, "best.ckpt").saveBestOnly("val_loss", Mode.MIN);
        second.onTrainBegin(training);

        // When
        second.restore(first.state());
        training.weights = 9;
        second.onEpochEnd(4, Map.of("val_loss", 2.2));

        // Then
        assertThat(folder.resolve("best.ckpt")).hasContent("2.0");
        second.onEpochEnd(5, Map.of("val_loss", 1.9));
        assertThat(folder.resolve("best.ckpt")).hasContent("9.0");
    }

    @Test
    void shouldKeepTheWeightsAlone() {
        run(new ModelCheckpoint(folder, "{epoch}.safetensors").saveWeightsOnly(), 0, 1);
        assertThat(Safetensors.read(folder.resolve("1.safetensors")).tensors()).isEqualTo(training.weights());
    }

    @Test
    void shouldRefuseNamesThatLeadElsewhere() {
        for (String name : List.of("../x", "a/b", "/etc/x", "", ".", "..", "{epoch", "{epoch:99999d}", "%s", "a b")) {
            assertThatThrownBy(() -> new ModelCheckpoint(folder, name))
                    .as(name)
                    .hasMessageContaining("Expected a file name of letters, digits and ._+=-");
        }
        assertThatThrownBy(() -> run(new ModelCheckpoint(folder, "{val_f1}"), 0, 1))
                .hasMessageStartingWith("The file's name holds val_f1; there is [");
    }

    @Test
    void shouldWriteALineForEachEpoch() throws IOException {
        // Given
        Path file = folder.resolve("logs/run.csv");

        // When
        run(new CsvLogger(file), 0, 3, Double.NaN);

        // Then
        assertThat(Files.readAllLines(file)).containsExactly("epoch,loss,val_loss", "0,0.5,3.0", "1,0.5,NaN");
        run(new CsvLogger(file, '\t'), 0, 2);
        assertThat(Files.readAllLines(file)).containsExactly("epoch\tloss\tval_loss", "0\t0.5\t2.0");
    }

    @Test
    void shouldGoOnInItsFileFromTheCheckpointOn() throws IOException {
        // Given a run that wrote two lines more than its checkpoint has, the last one in part
        Path file = folder.resolve("run.csv");
        run(new CsvLogger(file), 0, 5, 4, 3);
        Files.writeString(file, Files.readString(file) + "3,0.");

        // When
        run(new CsvLogger(file), 2, 2.5, 2);

        // Then
        assertThat(Files.readAllLines(file))
                .containsExactly("epoch,loss,val_loss", "0,0.5,5.0", "1,0.5,4.0", "2,0.5,2.5", "3,0.5,2.0");
        Files.writeString(file, "epoch,other\n0,1\n");
        assertThatThrownBy(() -> run(new CsvLogger(file), 1, 2))
                .hasMessageEndingWith(
                        "has the columns epoch,other, this fit has epoch,loss,val_loss. Maybe it belongs to another run.");
    }

    @Test
    void shouldWriteNotAvailableForAMetricThatIsMissing() throws IOException {
        CsvLogger logger = new CsvLogger(folder.resolve("run.csv"));
        logger.onTrainBegin(training);
        logger.onEpochEnd(0, ordered("a,b", 1, "c", 2));
        logger.onEpochEnd(1, Map.of("c", 3.0));
        assertThat(Files.readAllLines(folder.resolve("run.csv")))
                .containsExactly("epoch,\"a,b\",c", "0,1.0,2.0", "1,NA,3.0");
    }

    private void run(Callback callback, int firstEpoch, double... losses) {
        callback.onTrainBegin(training);
        for (int i = 0; i < losses.length; i++) {
            training.weights = firstEpoch + i + 1;
            callback.onEpochEnd(firstEpoch + i, ordered("loss", 0.5, "val_loss", losses[i]));
        }
    }

    private static Map<String, Double> ordered(String first, double one, String second, double two) {
        Map<String, Double> logs = new LinkedHashMap<>();
        logs.put(first, one);
        logs.put(second, two);
        return logs;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
