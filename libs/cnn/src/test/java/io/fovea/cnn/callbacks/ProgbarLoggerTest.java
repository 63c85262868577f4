package io.fovea.cnn.callbacks;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.data.Dataset;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgbarLoggerTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    @Test
    void shouldDrawABarOverItselfOnATerminal() {
        epoch(new ProgbarLogger(out, true));
        assertThat(text())
                .startsWith("\rEpoch 1   1/20  [=.............................]  loss: 2.0000")
                .containsPattern("\rEpoch 1  20/20  \\[={30}]  \\d+\\.\\d s  loss: 1\\.5000 *\n$");
    }

    @Test
    void shouldWriteFinishedLinesElsewhere() {
        epoch(new ProgbarLogger(out, false));
        assertThat(text()).matches("Epoch 1  20/20  \\d+\\.\\d s  loss: 1\\.5000\n");
    }

    @Test
    void shouldCountWhereTheNumberOfBatchesIsNotKnown() {
        ProgbarLogger progress = new ProgbarLogger(out, false);
        progress.onEpochBegin(2);
        progress.onBatchEnd(2, 0, Dataset.UNKNOWN_SIZE, 1);
        progress.onBatchEnd(2, 1, Dataset.UNKNOWN_SIZE, 1);
        progress.onEpochEnd(2, Map.of("loss", 1.0));
        assertThat(text()).matches("Epoch 3  2  \\d+\\.\\d s  loss: 1\\.0000\n");
    }

    private static void epoch(ProgbarLogger progress) {
        progress.onEpochBegin(0);
        for (int batch = 0; batch < 20; batch++) {
            progress.onBatchEnd(0, batch, 20, batch == 0 ? 2 : 1);
        }
        progress.onEpochEnd(0, Map.of("loss", 1.5));
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
