package io.fovea.pipeline;

import java.util.Optional;

/**
 * Names of a file's columns.
 *
 * @param time a date, a month such as {@code 2015-01}, a timestamp, or milliseconds since 1970
 * @param asOf when the bar was known; where there is none, at its period's end
 */
public record BarColumns(
        String instrument,
        String time,
        String close,
        Optional<String> open,
        Optional<String> high,
        Optional<String> low,
        Optional<String> volume,
        Optional<String> asOf) {}
