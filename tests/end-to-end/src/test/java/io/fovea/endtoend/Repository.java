package io.fovea.endtoend;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where things lie in the repository that this test was started in. */
final class Repository {

    private Repository() {}

    static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("proto/pom.xml"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** The 10,000 digits that ship with Fovea. */
    static Path digits() {
        return root().resolve("examples/digits");
    }
}
