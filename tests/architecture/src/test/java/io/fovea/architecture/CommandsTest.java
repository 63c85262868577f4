package io.fovea.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cli.FoveaCli;
import io.fovea.cli.platform.PlatformOptions;
import io.fovea.cli.platform.RunningPlatform;
import io.fovea.cli.terminal.Glyphs;
import io.fovea.cli.terminal.Ink;
import io.fovea.cli.terminal.Terminal;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParameterException;

/** Every {@code ./fovea} line of a document is one that the command line takes. */
class CommandsTest {

    private static final SourceTree TREE = SourceTree.ofThisRepository();

    @ParameterizedTest
    @MethodSource("commands")
    void shouldBeACommand(String line) {
        assertThat(exists(line)).as(line).isTrue();
    }

    @Test
    void shouldSeeWhatIsNoCommand() {
        assertThat(exists("./fovea demo digits --json")).isTrue();
        assertThat(exists("./fovea dmo digits")).isFalse();
        assertThat(exists("./fovea up --no-such-option")).isFalse();
    }

    static Stream<String> commands() {
        return TREE.documents().stream()
                .flatMap(file -> Document.read(file).commands("./fovea").stream())
                .filter(line -> !line.equals("./fovea build")) // the launcher's own
                .distinct();
    }

    private static boolean exists(String line) {
        String command = line.split(" [|>&]", 2)[0];
        String[] arguments = Stream.of(command.split(" +")).skip(1).toArray(String[]::new);
        try {
            FoveaCli.commandLine(silent(), CommandsTest::startNothing).parseArgs(arguments);
            return true;
        } catch (ParameterException e) {
            return false;
        }
    }

    private static RunningPlatform startNothing(PlatformOptions options) {
        throw new IllegalStateException("arguments are parsed here, and no more");
    }

    private static Terminal silent() {
        var nowhere = new PrintStream(OutputStream.nullOutputStream());
        return new Terminal(nowhere, nowhere, Ink.PLAIN, Ink.PLAIN, Glyphs.ASCII, false, 100);
    }
}
