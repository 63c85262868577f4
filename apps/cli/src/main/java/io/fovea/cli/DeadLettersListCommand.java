package io.fovea.cli;

import io.fovea.cli.client.DeadLetterBox;
import io.fovea.cli.client.LetterName;
import io.fovea.cli.terminal.Json;
import io.fovea.cli.terminal.Table;
import io.fovea.messaging.DeadLetter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "list",
        description = "List a pipeline's dead letters, oldest first, each with its reason.",
        footer = {"", "Example:", "  ./fovea dead-letters list digits --code SHAPE_MISMATCH"})
final class DeadLettersListCommand implements Callable<Integer> {

    private static final int KEY = 16;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Context context;

    @Parameters(paramLabel = "PIPELINE", description = "The pipeline's name.")
    private String pipeline = "";

    @Option(names = "--code", paramLabel = "CODE", description = "Only those with this code, such as SHAPE_MISMATCH.")
    private @Nullable String code;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    DeadLettersListCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<DeadLetter> letters;
        try (var box = new DeadLetterBox(connection.connect(), pipeline)) {
            letters = box.all().stream()
                    .filter(letter -> code == null || code.equals(letter.code()))
                    .toList();
        }
        if (options.json()) {
            var rows = letters.stream().map(DeadLetterJson::of).toList();
            context.terminal().out().println(Json.pretty(Map.of("deadLetters", rows)));
        } else if (letters.isEmpty()) {
            context.terminal()
                    .out()
                    .println("Pipeline '" + pipeline + "' has no dead letters"
                            + (code == null ? "." : " with code " + code + "."));
        } else {
            print(letters);
        }
        return 0;
    }

    private void print(List<DeadLetter> letters) {
        var table = new Table()
                .column("letter")
                .column("at")
                .column("service")
                .column("key")
                .number("bytes")
                .column("reason");
        letters.forEach(letter -> table.row(
                LetterName.of(letter).toString(),
                TIME.format(Instant.ofEpochMilli(letter.record().timestamp())),
                letter.service(),
                shortened(DeadLetterJson.text(letter.record().key())),
                Integer.toString(
                        letter.record().value() == null ? 0 : letter.record().value().length),
                letter.reason()));
        table.print(context.terminal());
    }

    private static String shortened(String key) {
        return key.length() <= KEY ? key : key.substring(0, KEY - 3) + "...";
    }
}
