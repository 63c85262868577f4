package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;

class DirectBuffersTest {

    private final DirectBuffers buffers = new DirectBuffers();

    @Test
    void shouldGiveOutABufferAgainWhenItIsFree() {
        // Given
        ByteBuffer first = buffers.take(100);
        ByteBuffer second = buffers.take(100);
        first.putInt(7);
        buffers.giveBack(first);

        // When
        ByteBuffer again = buffers.take(60);

        // Then
        assertThat(second).isNotSameAs(first);
        assertThat(again).isSameAs(first);
        assertThat(again.position()).isZero();
        assertThat(again.remaining()).isEqualTo(60);
        assertThat(again.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
    }

    @Test
    void shouldTakeALargerOneWhereItIsTooSmall() {
        // Given
        buffers.giveBack(buffers.take(10));

        // When, then
        assertThat(buffers.take(1_000).remaining()).isEqualTo(1_000);
    }
}
