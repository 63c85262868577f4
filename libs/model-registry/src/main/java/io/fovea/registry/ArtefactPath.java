package io.fovea.registry;

import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * A place below the storage: segments of letters, digits, '.', '_' and '-', joined by '/'. No segment begins with a
 * dot, so that no name can climb out of the storage or meet the store's own files.
 */
record ArtefactPath(String value) {
    private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,254}");

    /** @throws ArtefactException when the value is no such place */
    ArtefactPath {
        for (String segment : value.split("/", -1)) {
            if (!SEGMENT.matcher(segment).matches()) {
                throw new ArtefactException(
                        "'%s' is no place in the storage: a segment is letters, digits, '.', '_' or '-', and does not begin with '.'."
                                .formatted(value));
            }
        }
    }

    Path below(Path root) {
        return root.resolve(value);
    }
}
