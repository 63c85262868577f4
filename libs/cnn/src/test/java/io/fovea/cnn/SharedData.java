package io.fovea.cnn;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real data and weights that lie beside a checkout, not in it. */
public final class SharedData {
    private SharedData() {}

    /** The file, looked for below {@code shared/data} beside this checkout; the test is skipped where there is none. */
    public static Path file(String path) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path file = folder.resolve("shared/data").resolve(path);
            if (Files.exists(file)) {
                return file;
            }
        }
        assumeThat(false)
                .as("Skipped: shared/data/%s is not there; its README says where it comes from.", path)
                .isTrue();
        throw new IllegalStateException("unreachable");
    }
}
