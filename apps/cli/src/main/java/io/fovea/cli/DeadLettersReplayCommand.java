package io.fovea.cli;

import io.fovea.cli.client.DeadLetterBox;
import io.fovea.cli.client.LetterName;
import io.fovea.cli.terminal.Figures;
import io.fovea.cli.terminal.Json;
import io.fovea.messaging.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "replay",
        description = {
            "Put records back where they came from, byte for byte, once what was wrong is mended.",
            "The letters stay; one that still cannot be processed becomes another letter."
        },
        footer = {
            "",
            "Examples:",
            "  ./fovea dead-letters replay digits 3-17 0-4",
            "  ./fovea dead-letters replay digits --code UNKNOWN_PIPELINE"
        })
final class DeadLettersReplayCommand implements Callable<Integer> {

    private final Context context;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "PIPELINE", description = "The pipeline's name.")
    private String pipeline = "";

    @Parameters(
            index = "1..*",
            paramLabel = "LETTER",
            converter = LetterName.Converter.class,
            description = "As they are listed: PARTITION-OFFSET.")
    private List<LetterName> names = new ArrayList<>();

    @Option(names = "--code", paramLabel = "CODE", description = "All that have this code, such as SHAPE_MISMATCH.")
    private @Nullable String code;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    DeadLettersReplayCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        if (names.isEmpty() == (code == null)) {
            throw new ParameterException(spec.commandLine(), "Name the letters to replay, or their --code");
        }
        List<DeadLetter> letters;
        try (var box = new DeadLetterBox(connection.connect(), pipeline)) {
            letters = chosen(box);
            box.replay(letters);
        }
        if (options.json()) {
            var replayed = letters.stream().map(DeadLetterJson::of).toList();
            context.terminal().out().println(Json.pretty(Map.of("replayed", replayed)));
        } else {
            context.terminal().out().println(Figures.count(letters.size(), "record") + " put back.");
        }
        return 0;
    }

    private List<DeadLetter> chosen(DeadLetterBox box) {
        return code == null
                ? names.stream().distinct().map(box::find).toList()
                : box.all().stream()
                        .filter(letter -> letter.code().equals(code))
                        .toList();
    }
}
