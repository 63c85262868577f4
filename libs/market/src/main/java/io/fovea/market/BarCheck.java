package io.fovea.market;

import io.fovea.proto.market.v1.Bar;
import io.fovea.proto.market.v1.Decimal;
import java.time.Instant;
import java.util.Optional;

/** Whether a record can be a bar at all, whatever a pipeline's rules say. */
public final class BarCheck {

    private static final int MOST_CHARACTERS = 64;
    private static final long LAST_MILLIS =
            Instant.parse("2200-01-01T00:00:00Z").toEpochMilli();
    private static final long FIRST_MILLIS =
            Instant.parse("1700-01-01T00:00:00Z").toEpochMilli();

    private BarCheck() {}

    /** What is wrong with the bar, a sentence; empty where nothing is. */
    public static Optional<String> problem(Bar bar) {
        if (!isName(bar.getInstrument())) {
            return Optional.of("instrument is '%s'; allowed: 1 to %d printable characters without spaces."
                    .formatted(shortened(bar.getInstrument()), MOST_CHARACTERS));
        }
        return times(bar).or(() -> numbers(bar));
    }

    private static boolean isName(String name) {
        return !name.isEmpty()
                && name.length() <= MOST_CHARACTERS
                && name.chars().allMatch(c -> c > ' ' && c <= '~');
    }

    private static String shortened(String name) {
        return name.length() <= MOST_CHARACTERS ? name : name.substring(0, MOST_CHARACTERS) + "...";
    }

    private static Optional<String> times(Bar bar) {
        long end = bar.getPeriodEndMillis();
        if (end < FIRST_MILLIS || end > LAST_MILLIS || bar.getAsOfMillis() > LAST_MILLIS) {
            return Optional.of(
                    "its period ends at %d ms and it was known at %d ms since 1970; allowed: years 1700 to 2199."
                            .formatted(end, bar.getAsOfMillis()));
        }
        if (bar.getAsOfMillis() < end) {
            return Optional.of("it was known at %s, before its period's end, %s."
                    .formatted(Instant.ofEpochMilli(bar.getAsOfMillis()), Instant.ofEpochMilli(end)));
        }
        return Optional.empty();
    }

    private static Optional<String> numbers(Bar bar) {
        if (!bar.hasClose()) {
            return Optional.of("close is missing.");
        }
        return price("close", bar.getClose())
                .or(() -> bar.hasOpen() ? price("open", bar.getOpen()) : Optional.empty())
                .or(() -> bar.hasHigh() ? price("high", bar.getHigh()) : Optional.empty())
                .or(() -> bar.hasLow() ? price("low", bar.getLow()) : Optional.empty())
                .or(() -> bar.hasVolume() ? volume(bar.getVolume()) : Optional.empty())
                .or(() -> bar.hasHigh() || bar.hasLow() ? enclosure(bar) : Optional.empty());
    }

    private static Optional<String> price(String name, Decimal price) {
        if (!Decimals.isNumber(price)) {
            return Optional.of(name + " is no decimal number of at most 16 bytes and a scale from -18 to 36.");
        }
        return Decimals.signum(price) > 0
                ? Optional.empty()
                : Optional.of("%s is %s; allowed: a price above 0.".formatted(name, Decimals.value(price)));
    }

    private static Optional<String> volume(Decimal volume) {
        if (!Decimals.isNumber(volume)) {
            return Optional.of("volume is no decimal number of at most 16 bytes and a scale from -18 to 36.");
        }
        return Decimals.signum(volume) >= 0
                ? Optional.empty()
                : Optional.of("volume is %s; allowed: 0 or more.".formatted(Decimals.value(volume)));
    }

    private static Optional<String> enclosure(Bar bar) {
        Decimal close = bar.getClose();
        Decimal open = bar.hasOpen() ? bar.getOpen() : close;
        boolean rises = Decimals.compare(open, close) < 0;
        Decimal highest = rises ? close : open;
        Decimal lowest = rises ? open : close;
        if (bar.hasHigh() && Decimals.compare(bar.getHigh(), highest) < 0) {
            return Optional.of("high is %s, below open or close, %s."
                    .formatted(Decimals.value(bar.getHigh()), Decimals.value(highest)));
        }
        if (bar.hasLow() && Decimals.compare(bar.getLow(), lowest) > 0) {
            return Optional.of("low is %s, above open or close, %s."
                    .formatted(Decimals.value(bar.getLow()), Decimals.value(lowest)));
        }
        return Optional.empty();
    }
}
