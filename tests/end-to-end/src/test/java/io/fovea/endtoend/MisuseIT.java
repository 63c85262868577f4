package io.fovea.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.endtoend.Fovea.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can go wrong at a terminal ends with one sentence and a status, never with a stack trace. */
class MisuseIT {

    @TempDir
    private Path folder;

    private Fovea fovea = new Fovea(Path.of("."));

    @BeforeEach
    void useAFolderOfItsOwn() {
        fovea = new Fovea(folder.resolve("data"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"--http-port", "--kafka-port"})
    void shouldNameATakenPort(String option) throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // Given
            String port = Integer.toString(taken.getLocalPort());
            String other = option.equals("--http-port") ? "--kafka-port" : "--http-port";

            // When
            Outcome outcome = fovea.run("up", option + "=" + port, other + "=0");

            // Then
            assertIsASentence(outcome, port);
        }
    }

    @Test
    void shouldNameAMissingFile() {
        assertIsASentence(fovea.run("apply", folder.resolve("nowhere.yaml").toString()), "nowhere.yaml");
    }

    @Test
    void shouldNameAnUnknownKeyItsLineAndTheAllowedOnes() {
        // When
        Outcome outcome = fovea.run("apply", Resources.path("unknown-key.yaml"));

        // Then
        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.err())
                .contains("unknown-key.yaml:3")
                .contains("architectur")
                .contains("architecture, ")
                .doesNotContain("\tat ");
    }

    @Test
    void shouldSayThatNothingRuns() {
        assertIsASentence(fovea.run("models"), "./fovea up");
    }

    @Test
    void shouldNameAnUnknownCommand() {
        assertIsASentence(fovea.run("trian", "digits"), "trian");
    }

    @Test
    void shouldRefuseAFolderInUseAndStopWithinTenSeconds() throws IOException {
        try (Platform first = fovea.up().awaitReady()) {
            // When
            Outcome second = fovea.run("up", "--http-port=0", "--kafka-port=0");

            // Then
            assertIsASentence(second, "already runs");
            assertThat(first.interrupt()).isLessThan(Duration.ofSeconds(10));
            assertThat(Files.list(folder)).as("nothing beside the data folder").hasSize(1);
        }
    }

    /** The steps that were tried may be told before it. */
    private static void assertIsASentence(Outcome outcome, String named) {
        assertThat(outcome.status()).isNotZero();
        assertThat(outcome.err()).doesNotContain("\tat ", "Exception");
        assertThat(outcome.err().lines().filter(line -> line.startsWith("fovea: ")))
                .singleElement()
                .asString()
                .contains(named);
        assertThat(outcome.err().strip().lines().reduce("", (earlier, line) -> line))
                .startsWith("fovea: ");
    }
}
