package io.fovea.download;

import java.nio.file.Path;

/**
 * A file that is here, whole.
 *
 * @param downloaded whether it, or the rest of it, was fetched just now
 */
public record Fetched(Path file, long bytes, boolean downloaded, Check check) {}
