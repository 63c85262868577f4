package io.fovea.cli;

import io.fovea.cli.client.DeadLetterBox;
import io.fovea.cli.client.LetterName;
import io.fovea.cli.failure.CommandFailure;
import io.fovea.cli.terminal.Json;
import io.fovea.messaging.DeadLetter;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "show",
        description = "Show one dead letter whole, or write its record's value to a file.",
        footer = {"", "Example:", "  ./fovea dead-letters show digits 3-17 --out record.bin"})
final class DeadLettersShowCommand implements Callable<Integer> {

    private final Context context;

    @Parameters(index = "0", paramLabel = "PIPELINE", description = "The pipeline's name.")
    private String pipeline = "";

    @Parameters(
            index = "1",
            paramLabel = "LETTER",
            converter = LetterName.Converter.class,
            description = "As it is listed: PARTITION-OFFSET.")
    private LetterName name = new LetterName(0, 0);

    @Option(names = "--out", paramLabel = "FILE", description = "Write the value there, byte for byte.")
    private @Nullable Path out;

    @Mixin
    private ConnectionOptions connection;

    @Mixin
    private CommonOptions options;

    DeadLettersShowCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        DeadLetter letter;
        try (var box = new DeadLetterBox(connection.connect(), pipeline)) {
            letter = box.find(name);
        }
        if (out != null) {
            write(letter, out);
        }
        if (options.json()) {
            context.terminal().out().println(Json.pretty(DeadLetterJson.whole(letter)));
        } else {
            print(letter, context.terminal().out());
        }
        return 0;
    }

    private static void write(DeadLetter letter, Path file) throws IOException {
        byte[] value = letter.record().value();
        try {
            Files.write(
                    file, value == null ? new byte[0] : value, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new CommandFailure("There is a file " + file + " already: name another with --out.");
        }
    }

    private void print(DeadLetter letter, PrintStream to) {
        line(to, "letter", name.toString());
        line(to, "reason", letter.reason());
        line(to, "service", letter.service());
        line(to, "from", "%s, partition %d, offset %d".formatted(letter.topic(), letter.partition(), letter.offset()));
        line(to, "at", Instant.ofEpochMilli(letter.record().timestamp()).toString());
        line(to, "key", DeadLetterJson.text(letter.record().key()));
        for (Header header : letter.ownHeaders()) {
            line(to, header.key(), DeadLetterJson.text(header.value()));
        }
        byte[] value = letter.record().value();
        line(
                to,
                "value",
                value == null ? "none" : value.length + " bytes" + (out == null ? "" : ", written to " + out));
    }

    private static void line(PrintStream to, String name, String value) {
        to.println("%-16s %s".formatted(name, value));
    }
}
