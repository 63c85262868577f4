package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cli.terminal.RecordingTerminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a person is told when something is wrong: one sentence on err, nothing on out, a status that is not 0. */
class ArgumentsTest {

    @TempDir
    private Path folder;

    private final RecordingTerminal terminal = new RecordingTerminal();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            apply               | fovea: Missing required parameter: 'FILE'. See ./fovea apply --help
            up --http-port x    | fovea: Invalid value for option '--http-port': 'x' is not an int. See ./fovea up --help
            traim digits        | fovea: Unmatched arguments from index 0: 'traim', 'digits'. See ./fovea --help
            watch digits --jsn  | fovea: Unknown option: '--jsn'. See ./fovea watch --help
            ingest a b --split c | fovea: Invalid value for option '--split': 'c' is no split; there are: train, validation, test. See ./fovea ingest --help
            model               | fovea: Which command of 'model'? There are: summary, import, classify, export. See ./fovea model --help
            dead-letters        | fovea: Which command of 'dead-letters'? There are: list, show, replay. See ./fovea dead-letters --help
            dead-letters show digits ../3 | fovea: Invalid value for positional parameter at index 1 (LETTER): '../3' is no dead letter: expected PARTITION-OFFSET as it is listed, such as 3-17. See ./fovea dead-letters show --help
            dead-letters replay digits | fovea: Name the letters to replay, or their --code. See ./fovea dead-letters replay --help
            model export digits --format onnx | fovea: Missing required option: '--out=PATH'. See ./fovea model export --help
            model export ../digits --format onnx --out x | fovea: Invalid value for positional parameter at index 0 (MODEL[/VERSION]): '../digits' is no version; expected MODEL, MODEL/NUMBER or MODEL/ALIAS. See ./fovea model export --help
            model export digits/1/2 --format onnx --out x | fovea: Invalid value for positional parameter at index 0 (MODEL[/VERSION]): 'digits/1/2' is no version; expected MODEL, MODEL/NUMBER or MODEL/ALIAS. See ./fovea model export --help
            model export digits --format hdf5 --out x.hdf5 | fovea: 'x.hdf5' is no name for hdf5: Keras reads weights from a name that ends with .weights.h5 or .h5. See ./fovea model export --help
            """)
    void shouldNameWhatIsWrongWithTheArguments(String arguments, String sentence) {
        assertThat(run(arguments.strip().split(" +"))).isEqualTo(2);
        assertThat(terminal.err().strip()).isEqualTo(sentence);
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void shouldSayThatNoPlatformRuns() {
        assertThat(run("models", "--data-dir", folder.toString())).isEqualTo(1);
        assertThat(terminal.err())
                .isEqualTo(
                        "fovea: No Fovea runs here (%s): start it with ./fovea up, or name one with --data-dir or --bootstrap-servers.%n"
                                .formatted(folder));
    }

    @Test
    void shouldSayThatTheBrokerIsDead() throws IOException {
        int port = freePort();
        assertThat(run("watch", "digits", "--bootstrap-servers", "127.0.0.1:" + port))
                .isEqualTo(1);
        assertThat(terminal.err()).isEqualTo("fovea: No Kafka broker answers at 127.0.0.1:%d.%n".formatted(port));
    }

    @Test
    void shouldSayThatAFileIsMissing() {
        assertThat(run("apply", folder.resolve("digits.yaml").toString())).isEqualTo(1);
        assertThat(terminal.err())
                .contains("digits.yaml")
                .doesNotContain("Exception")
                .hasLineCount(1);
    }

    @Test
    void shouldNameKeyLineAndAllowedKeysOfAPipelineFile() throws IOException {
        // Given
        Path file = folder.resolve("digits.yaml");
        Files.writeString(file, """
                pipeline: digits
                input: {kind: image, channels: 1, size: [28, 28]}
                model: {architectur: lenet5, classes: 10}
                """);

        // When
        int status = run("apply", file.toString());

        // Then
        assertThat(status).isEqualTo(1);
        assertThat(terminal.err())
                .contains("digits.yaml:3")
                .contains("architectur")
                .contains("backbone")
                .doesNotContain("Exception");
    }

    @Test
    void shouldSayWhichDemosThereAre() {
        assertThat(run("demo", "mnist")).isEqualTo(1);
        assertThat(terminal.err())
                .isEqualTo("fovea: There is no demo 'mnist'; there are: digits, market.%n".formatted());
    }

    @Test
    void shouldSayWhichArchitecturesThereAre() {
        assertThat(run("model", "summary", "lenet6")).isEqualTo(1);
        assertThat(terminal.err()).contains("lenet6").contains("lenet5").hasLineCount(1);
    }

    private int run(String... arguments) {
        return CommandLines.on(terminal).execute(arguments);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
