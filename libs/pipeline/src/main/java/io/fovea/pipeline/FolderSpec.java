package io.fovea.pipeline;

/**
 * A folder that ingestion watches for images.
 *
 * @param path below the folder that ingestion is set to, with {@code /} between names; none of them begins with a dot
 * @param labelFromFolder whether an image's class is the name of the folder in it that the image lies in; otherwise images have no label
 */
public record FolderSpec(String path, boolean labelFromFolder) {}
