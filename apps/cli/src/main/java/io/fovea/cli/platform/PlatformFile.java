package io.fovea.cli.platform;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** {@code platform.json} in a data folder: how the other commands find the platform that runs on it. */
public final class PlatformFile {

    private static final ObjectMapper MAPPER =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Path file;

    public PlatformFile(Path dataDir) {
        this.file = dataDir.resolve("platform.json");
    }

    public void write(PlatformAddress address) throws IOException {
        Path unfinished = file.resolveSibling("platform.json.new");
        MAPPER.writerWithDefaultPrettyPrinter().writeValue(unfinished.toFile(), address);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Empty where no platform runs, or none was stopped hard: then the address is an old one, so try it. */
    public Optional<PlatformAddress> read() throws IOException {
        return Files.exists(file)
                ? Optional.of(MAPPER.readValue(file.toFile(), PlatformAddress.class))
                : Optional.empty();
    }

    public void delete() throws IOException {
        Files.deleteIfExists(file);
    }
}
