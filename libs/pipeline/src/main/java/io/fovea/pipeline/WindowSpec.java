package io.fovea.pipeline;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The last returns of an instrument, oldest first.
 *
 * @param lags how many
 * @param returns how a return is computed from two closes
 * @param channels what stands for each lag, in order
 * @param calendar one-hot marks of the moment at which the window ends, below the lags, in order
 */
public record WindowSpec(int lags, Returns returns, List<Channel> channels, List<Calendar> calendar) {

    public WindowSpec {
        channels = List.copyOf(channels);
        calendar = List.copyOf(calendar);
    }

    /** The network's input has {@code rows() x channels().size()} numbers: lags, then marks. */
    public int rows() {
        return lags + calendar.stream().mapToInt(Calendar::marks).sum();
    }

    /** Whether a channel needs all instruments of a period. */
    public boolean isCrossSectional() {
        return channels.stream().anyMatch(Channel::isCrossSectional);
    }

    /** Place of the newest lag's first value among a window's. */
    public int newest() {
        return (lags - 1) * channels.size();
    }

    /** Names and places of the channels that differ from period to period: those across instruments lie alike in each by what they are. */
    public Map<String, Integer> channelsOfTheirOwn() {
        Map<String, Integer> places = new LinkedHashMap<>();
        for (int place = 0; place < channels.size(); place++) {
            if (!channels.get(place).isCrossSectional()) {
                places.put(channels.get(place).spelled(), place);
            }
        }
        return places;
    }

    /** From close p to close q. */
    public enum Returns {
        /** q / p - 1. */
        SIMPLE,
        /** ln(q / p). */
        LOG
    }

    /** A number for each lag. */
    public enum Channel {
        /** The return. */
        RETURN,
        /** Its place among the returns of the period, from -0.5 for the lowest to 0.5 for the highest; equals share the mean. */
        RANK,
        /** Its distance from the period's mean, in the period's standard deviations. */
        Z_SCORE,
        /** ln(v / u) of the dollar volumes of the period, v, and of the one before, u; 0 where one of them is 0. */
        VOLUME_CHANGE;

        private boolean isCrossSectional() {
            return this == RANK || this == Z_SCORE;
        }

        /** As a pipeline file has it. */
        private String spelled() {
            return this == VOLUME_CHANGE ? "volumeChange" : name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where a moment lies in the calendar, in UTC. The end of January is February's first moment. */
    public enum Calendar {
        /** January first. */
        MONTH(12),
        /** Monday first. */
        WEEKDAY(7);

        private final int marks;

        Calendar(int marks) {
            this.marks = marks;
        }

        /** How many marks there are, of which one is 1 and the others 0. */
        public int marks() {
            return marks;
        }
    }
}
