package io.fovea.cli.terminal;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/**
 * Where a command writes.
 *
 * @param out results, and nothing else
 * @param err progress and errors
 * @param outInk colours of {@code out}
 * @param errInk colours of {@code err}
 * @param glyphs signs that both can show
 * @param live whether {@code err} is a terminal, on which a line can be drawn again
 * @param columns width of the terminal
 */
public record Terminal(
        PrintStream out, PrintStream err, Ink outInk, Ink errInk, Glyphs glyphs, boolean live, int columns) {

    private static final int DEFAULT_COLUMNS = 100;

    /**
     * The terminal of this process. The launcher says in system properties which streams are terminals and how wide they
     * are, since the JVM cannot tell.
     */
    public static Terminal ofProcess() {
        Terminal terminal = of(System.getenv(), System.getProperties());
        return terminal.live() ? terminal.withoutNativeChatter() : terminal;
    }

    static Terminal of(Map<String, String> environment, Properties properties) {
        boolean outIsTerminal = Boolean.parseBoolean(properties.getProperty("fovea.terminal.out"));
        boolean errIsTerminal = Boolean.parseBoolean(properties.getProperty("fovea.terminal.err"));
        boolean colour = environment.getOrDefault("NO_COLOR", "").isEmpty() && !"dumb".equals(environment.get("TERM"));
        Charset charset = charset(environment);
        return new Terminal(
                stream(FileDescriptor.out, charset),
                stream(FileDescriptor.err, charset),
                outIsTerminal && colour ? Ink.COLOUR : Ink.PLAIN,
                errIsTerminal && colour ? Ink.COLOUR : Ink.PLAIN,
                charset.equals(StandardCharsets.UTF_8) ? Glyphs.UNICODE : Glyphs.ASCII,
                errIsTerminal,
                columns(properties.getProperty("fovea.terminal.columns", "")));
    }

    /**
     * The same, with a stderr of its own: TensorFlow's libraries write to the process's, whatever their log level, and
     * would tear the line that moves.
     */
    private Terminal withoutNativeChatter() {
        if (!System.getenv().getOrDefault("FOVEA_STACK_TRACE", "").isEmpty()) {
            return this;
        }
        try {
            var own = new PrintStream(new FileOutputStream("/dev/fd/2", true), true, charset());
            System.setErr(own);
            new FileOutputStream(FileDescriptor.err).close(); // which makes it /dev/null for native code
            return new Terminal(out, own, outInk, errInk, glyphs, live, columns);
        } catch (IOException e) {
            return this; // a terminal that belongs to another user, say after su
        }
    }

    private Charset charset() {
        return glyphs.equals(Glyphs.UNICODE) ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
    }

    /** A writer to one of the streams, in the characters that the terminal shows. */
    public PrintWriter writer(PrintStream stream) {
        return new PrintWriter(new OutputStreamWriter(stream, charset()), true);
    }

    // As the C library reads them: the first that is set decides.
    private static Charset charset(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(name, "").toLowerCase(Locale.ROOT);
            if (!locale.isEmpty()) {
                return locale.contains("utf-8") || locale.contains("utf8")
                        ? StandardCharsets.UTF_8
                        : StandardCharsets.US_ASCII;
            }
        }
        return StandardCharsets.US_ASCII;
    }

    private static int columns(String text) {
        return text.matches("[0-9]{1,4}") ? Math.max(40, Integer.parseInt(text)) : DEFAULT_COLUMNS;
    }

    private static PrintStream stream(FileDescriptor descriptor, Charset charset) {
        return new PrintStream(new FileOutputStream(descriptor), true, charset);
    }
}
