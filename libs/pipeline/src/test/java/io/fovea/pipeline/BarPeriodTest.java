package io.fovea.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarPeriodTest {

    @ParameterizedTest
    @CsvSource({
        "MINUTE, 2015-01-30T14:59:59.999Z, 2015-01-30T15:00:00Z",
        "HOUR,   2015-01-30T15:00:00Z,     2015-01-30T16:00:00Z",
        "DAY,    2015-01-31T00:00:00Z,     2015-02-01T00:00:00Z",
        "DAY,    1969-12-31T23:59:59Z,     1970-01-01T00:00:00Z",
        "WEEK,   2015-02-01T23:00:00Z,     2015-02-02T00:00:00Z", // a Sunday
        "WEEK,   2015-02-02T00:00:00Z,     2015-02-09T00:00:00Z",
        "WEEK,   1969-12-28T12:00:00Z,     1969-12-29T00:00:00Z",
        "MONTH,  2015-01-31T23:59:59.999Z, 2015-02-01T00:00:00Z",
        "MONTH,  2015-12-01T00:00:00Z,     2016-01-01T00:00:00Z",
    })
    void shouldEndAtTheFirstMomentAfterThePeriod(BarPeriod period, Instant moment, Instant end) {
        // When
        long found = period.endOfPeriodWith(moment.toEpochMilli());

        // Then
        assertThat(Instant.ofEpochMilli(found)).isEqualTo(end);
        assertThat(period.endOfPeriodTo(found)).isEqualTo(found);
        assertThat(period.endBefore(found)).isEqualTo(found);
        assertThat(period.next(period.endBefore(moment.toEpochMilli()))).isEqualTo(found);
        assertThat(period.between(found, period.next(period.next(found)))).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "MONTH, 2015-02-01T00:00:00Z, 2015-01",
        "WEEK,  2015-02-02T00:00:00Z, 2015-01-26",
        "DAY,   2015-02-01T00:00:00Z, 2015-01-31",
        "HOUR,  2015-02-01T00:00:00Z, 2015-01-31T23:00:00Z",
    })
    void shouldBeCalledAsPeopleCallIt(BarPeriod period, Instant end, String label) {
        // When
        String called = period.label(end.toEpochMilli());

        // Then
        assertThat(called).isEqualTo(label);
    }
}
