package io.fovea.datasets.tree;

import io.fovea.datasets.DatasetException;
import java.nio.file.Path;
import java.util.Arrays;

/** Names of an archive's entries, which come from outside. */
final class EntryNames {
    private static final int MAX_LENGTH = 4_096;

    private EntryNames() {}

    /**
     * The name with forward slashes, without a leading {@code ./}.
     *
     * @throws DatasetException where it leads out of the archive
     */
    static String checked(Path archive, String entry) {
        String name = entry.replace('\\', '/');
        while (name.startsWith("./")) {
            name = name.substring(2);
        }
        boolean isDrive = name.length() > 1 && name.charAt(1) == ':';
        if (name.length() > MAX_LENGTH || name.startsWith("/") || isDrive || name.indexOf('\0') >= 0 || climbs(name)) {
            throw new DatasetException(
                    "The archive %s has an entry '%s' that leads out of it; nothing of the archive was taken."
                            .formatted(archive, shown(entry)));
        }
        return name;
    }

    /** Also what unpacking on a Mac leaves behind. */
    static boolean isHidden(String name) {
        return Arrays.stream(name.split("/")).anyMatch(part -> part.startsWith(".") || part.equals("__MACOSX"));
    }

    private static boolean climbs(String name) {
        return Arrays.asList(name.split("/")).contains("..");
    }

    private static String shown(String entry) {
        return entry.substring(0, Math.min(entry.length(), 80)).replaceAll("\\p{Cntrl}", "?");
    }
}
