package io.fovea.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cli.failure.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabelFileTest {

    @TempDir
    private Path folder;

    @Test
    void shouldReadLabelsAndLeaveOtherColumnsOut() throws IOException {
        // When, then
        assertThat(LabelFile.read(file("id,who,label,knownAt\n1a,me,\"a cat, old\",2026-11-24T14:03:00Z\n")))
                .containsExactly(Map.of("id", "1a", "label", "a cat, old", "knownAt", "2026-11-24T14:03:00Z"));
    }

    @Test
    void shouldSayWhatIsWrong() throws IOException {
        // Given
        Path columns = file("key,label\n1a,cat\n");
        assertThatThrownBy(() -> LabelFile.read(columns))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("%s has the columns key, label; expected id and label, and knownAt where the time is known."
                        .formatted(columns));
        Path row = file("id,label\n1a,cat\n2b\n");
        assertThatThrownBy(() -> LabelFile.read(row))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("Row 2 of %s has 1 values; expected 2.".formatted(row));
        assertThatThrownBy(() -> LabelFile.read(folder.resolve("none.csv")))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("There is no file %s.".formatted(folder.resolve("none.csv")));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("labels.csv"), text);
    }
}
