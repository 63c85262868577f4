package io.fovea.benchmarks.images;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Pillow in a Python of its own, which decodes when it is told to. */
final class Pillow implements AutoCloseable {
    private final Process process;
    private final Writer in;
    private final BufferedReader out;
    private final String version;

    private Pillow(Process process) throws IOException {
        this.process = process;
        this.in = new OutputStreamWriter(process.getOutputStream(), UTF_8);
        this.out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        this.version = String.valueOf(out.readLine());
    }

    /** Empty where there is no such Python, or it has no Pillow. */
    static Optional<Pillow> start(String python, Path folder, int side) throws IOException {
        Path script = folder.resolve("pillow.py");
        try (InputStream resource = Pillow.class.getResourceAsStream("pillow.py")) {
            Files.write(script, resource.readAllBytes());
        }
        try {
            Process process = new ProcessBuilder(python, script.toString(), folder.toString(), Integer.toString(side))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var pillow = new Pillow(process);
            return pillow.version.startsWith("Pillow") ? Optional.of(pillow) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    String version() {
        return version;
    }

    /** Seconds of processor time for so many images. */
    double seconds(int images) {
        try {
            in.write(images + "\n");
            in.flush();
            return Double.parseDouble(out.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
