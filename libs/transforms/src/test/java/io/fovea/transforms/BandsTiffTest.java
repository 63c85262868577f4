package io.fovea.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BandsTiffTest {
    private static final int[] VALUES =
            IntStream.range(0, 4 * 5 * 13).map(i -> i * 251 % 65_536).toArray();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void shouldReadThirteenBandsOf16Bits(boolean isLittleEndian) {
        // Given
        ByteOrder order = isLittleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN;
        byte[] interleaved = Tiffs.uint16(order, 4, 5, 13, VALUES);
        byte[] planar = Tiffs.planar(order, 4, 5, 13, VALUES);

        // Then
        assertIsThePicture(BandsTiff.read(interleaved));
        assertIsThePicture(BandsTiff.read(planar));
    }

    @Test
    void shouldKeepTheUpperHalfOfTheNumbersPositive() {
        // When
        Bands bands = BandsTiff.read(Tiffs.uint16(ByteOrder.LITTLE_ENDIAN, 1, 2, 1, new int[] {40_000, 65_535}));

        // Then
        assertThat(bands.values()).containsExactly(40_000, 65_535);
    }

    @Test
    void shouldRefuseWhatBreaksOff() {
        // Given
        byte[] whole = Tiffs.uint16(ByteOrder.LITTLE_ENDIAN, 4, 5, 13, VALUES);

        // Then each of its beginnings is refused in a sentence
        for (int length = 0; length < whole.length; length++) {
            byte[] part = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> BandsTiff.read(part))
                    .as("%d bytes", length)
                    .isInstanceOf(ImageRejectedException.class)
                    .hasMessageContaining("TIFF");
        }
    }

    @Test
    void shouldRefuseMorePixelsThanTheFileCanHold() {
        // Given a width of 2^30
        byte[] file = Tiffs.uint16(ByteOrder.LITTLE_ENDIAN, 1, 2, 1, new int[] {1, 2});
        int directory = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getInt(4);
        ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putInt(directory + 2 + 8, 1 << 30);

        // Then
        assertThatThrownBy(() -> BandsTiff.read(file))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining("1073741824 pixels")
                .hasMessageContaining("cannot hold");
    }

    @Test
    void shouldRefuseADirectoryThatLeadsToItself() {
        // Given
        byte[] file = Tiffs.uint16(ByteOrder.LITTLE_ENDIAN, 1, 2, 1, new int[] {1, 2});
        ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(file.length - 4, bytes.getInt(4));

        // Then
        assertThatThrownBy(() -> BandsTiff.read(file))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining("several pictures");
    }

    @Test
    void shouldSayHowItMustNotBeCompressed() {
        assertThatThrownBy(() -> BandsTiff.read(Tiffs.compressed(8)))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining("compressed by Deflate, which is not read; expected none");
    }

    private static void assertIsThePicture(Bands bands) {
        assertThat(bands.size()).isEqualTo("5x4x13 uint16");
        assertThat(bands.values()).hasSize(VALUES.length);
        for (int i = 0; i < VALUES.length; i++) {
            assertThat(bands.values()[i]).isEqualTo(VALUES[i]);
        }
    }
}
