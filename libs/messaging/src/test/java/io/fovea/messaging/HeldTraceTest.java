package io.fovea.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class HeldTraceTest {

    private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void shouldGiveBackTheHeadersThatItWasIn() {
        // Given
        Headers headers = headers("traceparent", PARENT).add("tracestate", "vendor=1".getBytes(UTF_8));

        // When
        HeldTrace trace = HeldTrace.of(headers.add("ce_id", "7".getBytes(UTF_8)));

        // Then
        assertThat(trace).isEqualTo(new HeldTrace(PARENT, "vendor=1"));
        assertThat(HeldTrace.of(trace.headers())).isEqualTo(trace);
        assertThat(trace.headers()).hasSize(2);
    }

    @Test
    void shouldHoldNoneWhereThereIsNone() {
        assertThat(HeldTrace.of(new RecordHeaders())).isSameAs(HeldTrace.NONE);
        assertThat(HeldTrace.of(headers("tracestate", "vendor=1"))).isSameAs(HeldTrace.NONE);
        assertThat(HeldTrace.NONE.headers()).isEmpty();
    }

    @Test
    void shouldNotHoldWhatIsTooLongForATrace() {
        // Given
        Headers longState =
                headers("traceparent", PARENT).add("tracestate", "v".repeat(513).getBytes(UTF_8));

        // When, Then
        assertThat(HeldTrace.of(longState)).isEqualTo(new HeldTrace(PARENT, ""));
        assertThat(HeldTrace.of(headers("traceparent", "0".repeat(129)))).isSameAs(HeldTrace.NONE);
    }

    private static Headers headers(String key, String value) {
        return new RecordHeaders().add(key, value.getBytes(UTF_8));
    }
}
