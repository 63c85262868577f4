package io.fovea.benchmarks.images;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class DecodeBenchmarkTest {

    @Test
    void shouldMeasureFoveaAloneWhereThereIsNoPython() throws IOException {
        // When
        String printed = printed("2", "3", "no-such-python");

        // Then
        assertThat(printed.lines())
                .anySatisfy(line -> assertThat(line).contains("Fovea alone: no-such-python is no Python with Pillow"))
                .anySatisfy(line -> assertThat(line).matches("round 2 +Fovea +[0-9]+ us an image"));
    }

    @Test
    void shouldRunWithWhateverPythonThereIs() throws IOException {
        assertThat(printed("1", "3", "python3").lines())
                .anySatisfy(line -> assertThat(line).contains("round 1"));
    }

    private static String printed(String... arguments) throws IOException {
        var bytes = new ByteArrayOutputStream();
        DecodeBenchmark.run(new PrintStream(bytes, true, UTF_8), arguments);
        return bytes.toString(UTF_8);
    }
}
