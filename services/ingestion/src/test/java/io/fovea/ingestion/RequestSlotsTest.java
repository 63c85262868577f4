package io.fovea.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestSlotsTest {
    private final RequestSlots slots = new RequestSlots(1, Duration.ofMillis(10));

    @Test
    void shouldTurnAwayWhoFindsNoSlot() {
        assertThatThrownBy(() -> slots.use(() -> slots.use(() -> "never")))
                .isInstanceOf(RequestSlots.BusyException.class)
                .hasMessageContaining("fovea.ingestion.max-concurrent-requests");
    }

    @Test
    void shouldGiveBackASlotAfterAFailure() throws IOException {
        // Given
        assertThatThrownBy(() -> slots.use(() -> {
                    throw new IOException("the client went away");
                }))
                .isInstanceOf(IOException.class);

        // When
        String answer = slots.use(() -> "served");

        // Then
        assertThat(answer).isEqualTo("served");
    }
}
