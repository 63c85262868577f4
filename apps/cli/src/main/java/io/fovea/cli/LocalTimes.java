package io.fovea.cli;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Times as people read and write them, in this machine's zone. */
final class LocalTimes {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    private LocalTimes() {}

    static String format(long epochMillis) {
        return TIME.format(Instant.ofEpochMilli(epochMillis));
    }

    /** A minute, or a second where one is named: {@code 14:03}, {@code 14:03:20}, {@code 2026-11-24T14:03}. */
    record Span(Instant from, Instant to) {

        /** @throws DateTimeParseException when it is none of these */
        static Span parse(String text, Clock clock) {
            LocalDateTime start = text.contains("T")
                    ? LocalDateTime.parse(text)
                    : LocalDate.now(clock).atTime(LocalTime.parse(text));
            boolean second = text.chars().filter(character -> character == ':').count() > 1;
            Instant from = start.atZone(clock.getZone()).toInstant();
            return new Span(from, from.plus(second ? Duration.ofSeconds(1) : Duration.ofMinutes(1)));
        }
    }

    /** Reads a span from a command line. */
    static final class SpanConverter implements ITypeConverter<Span> {
        @Override
        public Span convert(String text) {
            try {
                return Span.parse(text, Clock.systemDefaultZone());
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'" + text + "' is no time; expected 14:03, 14:03:20 or 2026-11-24T14:03");
            }
        }
    }
}
