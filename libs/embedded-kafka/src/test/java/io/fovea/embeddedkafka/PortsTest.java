package io.fovea.embeddedkafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.PrimitiveIterator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PortsTest {

    @Test
    void shouldNotGiveTheControllerThePortOfClients() {
        // Given
        PrimitiveIterator.OfInt draws = IntStream.of(38_279, 38_279, 41_001).iterator();

        // When
        int port = Ports.otherThan(38_279, draws::nextInt);

        // Then
        assertThat(port).isEqualTo(41_001);
    }
}
