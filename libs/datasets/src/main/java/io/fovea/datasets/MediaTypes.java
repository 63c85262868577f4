package io.fovea.datasets;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which files are images, by their names. */
final class MediaTypes {

    private static final Map<String, String> BY_EXTENSION = Map.of(
            "png", "image/png", "jpg", "image/jpeg", "jpeg", "image/jpeg", "gif", "image/gif", "bmp", "image/bmp");

    private MediaTypes() {}

    static Optional<String> of(String name) {
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return Optional.ofNullable(BY_EXTENSION.get(extension));
    }
}
