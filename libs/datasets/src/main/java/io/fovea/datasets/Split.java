package io.fovea.datasets;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The part of a data set that an image is in, as its source says. */
public enum Split {
    /** Left to whoever trains: the source has none, or has a test split only. */
    UNSPECIFIED(),
    TRAIN("train", "training"),
    VALIDATION("validation", "valid", "val"),
    /** Touched once, after training has ended. */
    TEST("test", "testing");

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> folders;

    Split(String... folders) {
        this.folders = List.of(folders);
    }

    /** The split that a folder of this name holds. */
    static Optional<Split> ofFolder(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(split -> split.folders.contains(lower))
                .findFirst();
    }
}
