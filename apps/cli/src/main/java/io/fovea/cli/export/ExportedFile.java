package io.fovea.cli.export;

/**
 * A file that an export wrote.
 *
 * @param name the file's own, or its path within the exported folder, with forward slashes
 * @param sha256 lower-case hex, of what lies there now
 */
public record ExportedFile(String name, long bytes, String sha256) {}
