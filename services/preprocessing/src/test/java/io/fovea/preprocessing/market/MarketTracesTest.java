package io.fovea.preprocessing.market;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.messaging.HeldTrace;
import io.fovea.messaging.Topics;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketTracesTest {

    private static final Duration NEWS = Duration.ofMillis(10);
    private static final HeldTrace FIRST =
            new HeldTrace("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "vendor=1");
    private static final HeldTrace SECOND =
            new HeldTrace("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "");

    /** Ranks go through three topics and the store of a cross-section. */
    @ParameterizedTest
    @ValueSource(strings = {"lags: 1", "lags: 1, channels: [rank]"})
    void shouldMakeAWindowInTheTraceOfTheBarThatCompletedIt(String windows) {
        try (var market = new Market("period: month, instruments: [A, B]", windows, "horizon: 1")) {
            // Given
            market.bar("A", "2000-01", "1").bar("B", "2000-01", "1").pass(NEWS);

            // When
            market.bar("A", "2000-02", "2", FIRST)
                    .bar("B", "2000-02", "3", SECOND)
                    .pass(NEWS);

            // Then
            List<SpanData> spans = market.spans.getFinishedSpanItems();
            assertThat(spans).extracting(SpanData::getName).containsOnly("send " + Topics.examples("p"));
            assertThat(spans)
                    .extracting(SpanData::getParentSpanId)
                    .containsExactlyInAnyOrder("00f067aa0ba902b7", "b7ad6b7169203331");
            assertThat(market.tracesOfExamples())
                    .containsExactlyInAnyOrderElementsOf(
                            spans.stream().map(MarketTracesTest::trace).toList());
        }
    }

    @Test
    void shouldNotTellOfATraceWhereNoBarHasOne() {
        try (var market = new Market("period: month", "lags: 1, channels: [rank]", "horizon: 1")) {
            // When
            market.bar("A", "2000-01", "1")
                    .bar("A", "2000-02", "2")
                    .bar("A", "2000-03", "2")
                    .pass(NEWS);

            // Then
            assertThat(market.spans.getFinishedSpanItems())
                    .isNotEmpty()
                    .extracting(SpanData::getParentSpanId)
                    .containsOnly("0000000000000000");
        }
    }

    private static HeldTrace trace(SpanData span) {
        String parent = "00-%s-%s-01".formatted(span.getTraceId(), span.getSpanId());
        return new HeldTrace(parent, FIRST.parent().contains(span.getTraceId()) ? FIRST.state() : "");
    }
}
