package io.fovea.endtoend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The launcher at the root of the repository, as a person would type it, on one data folder.
 *
 * @param dataDir what {@code --data-dir} is given
 * @param javaOptions added to those of the JVM
 */
record Fovea(Path dataDir, List<String> javaOptions) {

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    /** A shell's background processes, and all that they start, ignore Ctrl-C; GNU env undoes that. */
    private static final List<String> HEEDING_CTRL_C = List.of("env", "--default-signal=INT");

    private static final boolean CAN_HEED_CTRL_C = succeeds(HEEDING_CTRL_C, "true");

    Fovea(Path dataDir) {
        this(dataDir, List.of());
    }

    /** Runs a command to its end. */
    Outcome run(String... arguments) {
        return run(PATIENCE, arguments);
    }

    /** The same, where it may take so long. */
    Outcome run(Duration patience, String... arguments) {
        try {
            Path out = Files.createTempFile("fovea-", ".out");
            Path err = Files.createTempFile("fovea-", ".err");
            Process process = start(out, err, arguments);
            if (!process.waitFor(patience.toSeconds(), TimeUnit.SECONDS)) {
                kill(process);
                throw new AssertionError("still running after %s: %s%n%s"
                        .formatted(patience, List.of(arguments), Files.readString(err)));
            }
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts a command and leaves it running; what it prints goes to the files. */
    Process start(Path out, Path err, String... arguments) throws IOException {
        var command = new ArrayList<>(CAN_HEED_CTRL_C ? HEEDING_CTRL_C : List.of());
        command.add(Repository.root().resolve("fovea").toString());
        command.addAll(List.of(arguments));
        command.add("--data-dir=" + dataDir);
        var builder = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        if (!javaOptions.isEmpty()) {
            builder.environment().put("FOVEA_JAVA_OPTIONS", String.join(" ", javaOptions));
        }
        return builder.start();
    }

    private static boolean succeeds(List<String> command, String argument) {
        var whole = new ArrayList<>(command);
        whole.add(argument);
        try {
            return new ProcessBuilder(whole).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Starts the platform on free ports; it may not be ready yet. */
    Platform up() {
        return Platform.start(this);
    }

    /** {@code kill -9}, of the launcher and of the JVM that it became or started. */
    static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        process.onExit().join();
    }

    /**
     * What a command left.
     *
     * @param status its exit status
     * @param out its standard output
     * @param err its standard error
     */
    record Outcome(int status, String out, String err) {

        Outcome orFail() {
            if (status != 0) {
                throw new AssertionError("exit status %d%n%s%n%s".formatted(status, out, err));
            }
            return this;
        }
    }
}
