package io.fovea.cnn.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class Lookup3Test {
    /** The values that Bob Jenkins' own lookup3.c prints (driver5). */
    @Test
    void shouldGiveItsAuthorsValues() {
        assertThat(Lookup3.of(new byte[0])).isEqualTo(0xdeadbeef);
        assertThat(Lookup3.of("Four score and seven years ago".getBytes(StandardCharsets.US_ASCII)))
                .isEqualTo(0x17770551);
    }
}
