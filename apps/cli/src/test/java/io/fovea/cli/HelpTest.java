package io.fovea.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cli.terminal.RecordingTerminal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Every command tells what it does, with an example that is right. */
class HelpTest {

    private static final CommandLine ROOT = CommandLines.on(new RecordingTerminal());

    @ParameterizedTest
    @MethodSource("commands")
    void shouldHaveHelpWithAnExample(CommandLine command) {
        // When
        String help = command.getUsageMessage(CommandLine.Help.Ansi.OFF);

        // Then
        assertThat(command.getCommandSpec().usageMessage().description()).isNotEmpty();
        assertThat(help).contains("Example").contains("./fovea " + path(command));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldHaveJson(CommandLine command) {
        assertThat(command.getCommandSpec().findOption("--json"))
                .as("--json of %s", command.getCommandName())
                .isNotNull();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void shouldAcceptItsOwnExample(CommandLine command) {
        // Given
        String example = Stream.of(command.getCommandSpec().usageMessage().footer())
                .filter(line -> line.contains("./fovea "))
                .findFirst()
                .orElseThrow();
        String[] words = example.replaceAll(".*\\./fovea ", "")
                .replaceAll("\"[^\"]*\"", "text")
                .replace(")", "")
                .strip()
                .split(" +");

        // When
        CommandLine.ParseResult parsed =
                CommandLines.on(new RecordingTerminal()).parseArgs(words);

        // Then
        assertThat(parsed.hasSubcommand()).isTrue();
    }

    @Test
    void shouldHaveTheCommandsOfTheReadme() {
        assertThat(ROOT.getSubcommands().keySet())
                .contains(
                        "demo",
                        "run",
                        "up",
                        "apply",
                        "ingest",
                        "train",
                        "models",
                        "promote",
                        "predict",
                        "watch",
                        "dead-letters",
                        "model",
                        "weights",
                        "completion");
        assertThat(ROOT.getSubcommands().get("model").getSubcommands())
                .containsKeys("summary", "import", "classify", "export");
        assertThat(ROOT.getSubcommands().get("weights").getSubcommands()).containsKey("get");
    }

    @Test
    void shouldPrintHelpToOutAndEndWell() {
        // Given
        var terminal = new RecordingTerminal();

        // When
        int status = CommandLines.on(terminal).execute("watch", "--help");

        // Then
        assertThat(status).isZero();
        assertThat(terminal.out()).contains("Usage: fovea watch");
        assertThat(terminal.err()).isEmpty();
    }

    static Stream<CommandLine> commands() {
        return Stream.concat(
                        ROOT.getSubcommands().values().stream(),
                        ROOT.getSubcommands().values().stream()
                                .flatMap(command -> command.getSubcommands().values().stream()))
                .filter(command -> !command.getCommandName().equals("help"));
    }

    private static String path(CommandLine command) {
        return command.getCommandSpec().qualifiedName().replaceFirst("^fovea ", "");
    }
}
