package io.fovea.datasets;

import java.util.Optional;

/**
 * One image of a data set, not decoded.
 *
 * @param source where it came from, for people: its path, or its file and number
 * @param encoded the bytes as in the file, or a PNG of what the file has as pixels; not copied, so leave them as they are
 * @param mediaType such as {@code image/png}, by the file's name
 * @param label the class by name, where the data set has it
 */
@SuppressWarnings("ArrayRecordComponent") // images are large and are not copied
public record DatasetImage(String source, byte[] encoded, String mediaType, Optional<String> label, Split split) {}
