package io.fovea.transforms.market;

import io.fovea.pipeline.WindowSpec.Calendar;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;

/** One-hot marks of a moment: for each calendar one mark is 1 and the others 0. */
final class CalendarMarks {

    private CalendarMarks() {}

    /** Writes the marks of {@code moment}, in UTC, into {@code values} from {@code row} on; one number a row. */
    static void write(List<Calendar> calendars, long moment, float[] values, int row) {
        if (calendars.isEmpty()) {
            return;
        }
        OffsetDateTime time = Instant.ofEpochMilli(moment).atOffset(ZoneOffset.UTC);
        int from = row;
        for (Calendar calendar : calendars) {
            values[from + mark(calendar, time)] = 1;
            from += calendar.marks();
        }
    }

    private static int mark(Calendar calendar, OffsetDateTime time) {
        return switch (calendar) {
            case MONTH -> time.getMonthValue() - 1;
            case WEEKDAY -> time.getDayOfWeek().getValue() - 1;
        };
    }
}
