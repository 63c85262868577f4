package io.fovea.market;

import io.fovea.pipeline.BarTime;
import io.fovea.pipeline.BarsInput;
import io.fovea.proto.market.v1.Bar;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes bars of the texts that a source has for their parts, as a pipeline declares its input. Immutable. */
public final class BarReader {

    private static final int MOST_CHARACTERS = 64;

    private final BarsInput input;

    public BarReader(BarsInput input) {
        this.input = input;
    }

    /**
     * The parts of a bar as texts; null for what the source does not have.
     *
     * @param time a month such as {@code 2015-01}, a date, a timestamp, UTC unless it says otherwise, or milliseconds since 1970
     * @param asOf when it was known, a timestamp or milliseconds
     */
    public record Parts(
            @Nullable String instrument,
            @Nullable String time,
            @Nullable String close,
            @Nullable String open,
            @Nullable String high,
            @Nullable String low,
            @Nullable String volume,
            @Nullable String asOf) {}

    /**
     * The bar, checked.
     *
     * @param known when the source says nothing: when the bar was known, milliseconds since 1970; its period's end where that is later
     * @throws InvalidBarException when it is none, or of an instrument outside the pipeline's universe
     */
    public Bar bar(Parts parts, long known) {
        return checked(parsed(parts, known));
    }

    /**
     * The bar as it is written, not checked: its price may be negative.
     *
     * @param known as {@link #bar} has it
     * @throws InvalidBarException where a part is missing, or no number or time
     */
    public Bar parsed(Parts parts, long known) {
        long end = periodEnd(required("time", parts.time()));
        Bar.Builder bar = Bar.newBuilder()
                .setInstrument(required("instrument", parts.instrument()))
                .setPeriodEndMillis(end)
                .setAsOfMillis(parts.asOf() == null ? Math.max(known, end) : moment("asOf", parts.asOf()))
                .setClose(Decimals.parse("close", required("close", parts.close())));
        if (parts.open() != null) {
            bar.setOpen(Decimals.parse("open", parts.open()));
        }
        if (parts.high() != null) {
            bar.setHigh(Decimals.parse("high", parts.high()));
        }
        if (parts.low() != null) {
            bar.setLow(Decimals.parse("low", parts.low()));
        }
        if (parts.volume() != null) {
            bar.setVolume(Decimals.parse("volume", parts.volume()));
        }
        return bar.build();
    }

    /** @throws InvalidBarException when the record can be no bar of this pipeline */
    public Bar checked(Bar bar) {
        BarCheck.problem(bar).ifPresent(problem -> {
            throw new InvalidBarException(problem);
        });
        return ofUniverse(bar);
    }

    /** @throws InvalidBarException when the pipeline names its instruments, and this is none of them */
    public Bar ofUniverse(Bar bar) {
        Set<String> universe = input.instruments();
        if (!universe.isEmpty() && !universe.contains(bar.getInstrument())) {
            throw new InvalidBarException("instrument is '%s', which is none of the pipeline's %d instruments."
                    .formatted(bar.getInstrument(), universe.size()));
        }
        return bar;
    }

    private static String required(String name, @Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new InvalidBarException(name + " is missing.");
        }
        return text.strip();
    }

    private long periodEnd(String text) {
        if (text.length() == 7 && text.charAt(4) == '-') {
            return input.barPeriod().endOfPeriodWith(millis(month(text).atEndOfMonth()));
        }
        if (text.length() == 10 && text.charAt(4) == '-') {
            return input.barPeriod().endOfPeriodWith(millis(date(text)));
        }
        long moment = moment("time", text);
        return input.time() == BarTime.START
                ? input.barPeriod().endOfPeriodWith(moment)
                : input.barPeriod().endOfPeriodTo(moment);
    }

    private static YearMonth month(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw notATime("time", text);
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw notATime("time", text);
        }
    }

    private static long millis(LocalDate date) {
        return date.atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }

    private static long moment(String name, String text) {
        String time = text.strip();
        try {
            if (time.matches("-?[0-9]{1,18}")) {
                return Long.parseLong(time);
            }
            String iso = time.length() > 10 && time.charAt(10) == ' '
                    ? time.substring(0, 10) + "T" + time.substring(11)
                    : time;
            if (iso.endsWith("Z")) {
                return Instant.parse(iso).toEpochMilli();
            }
            return iso.matches(".*[+-][0-9]{2}(:?[0-9]{2})?$") && iso.length() > 16
                    ? OffsetDateTime.parse(iso.replaceAll("([+-][0-9]{2})$", "$1:00"))
                            .toInstant()
                            .toEpochMilli()
                    : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC).toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw notATime(name, text);
        }
    }

    private static InvalidBarException notATime(String name, String text) {
        return new InvalidBarException(
                ("%s is '%s'; allowed: a date such as 2015-01-30, a month such as 2015-01, a timestamp such as"
                                + " 2015-01-30T21:00:00Z, or milliseconds since 1970.")
                        .formatted(
                                name,
                                text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS) + "..."));
    }
}
