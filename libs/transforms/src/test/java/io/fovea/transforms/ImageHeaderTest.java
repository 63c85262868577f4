package io.fovea.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ImageHeaderTest {

    @ParameterizedTest
    @EnumSource
    void shouldReadDeclaredSize(ImageFormat format) {
        // Given
        byte[] encoded = Pictures.encode(Pictures.gradient(37, 53, BufferedImage.TYPE_INT_RGB), format.name());

        // When
        ImageHeader header = ImageHeader.read(encoded);

        // Then
        assertThat(header).isEqualTo(new ImageHeader(format, 37, 53));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "TIFF") // whose directory lies anywhere: see BandsTiffTest
    void shouldSayThatHeaderIsTruncated(ImageFormat format) {
        // Given
        byte[] encoded = Pictures.encode(Pictures.gradient(37, 53, BufferedImage.TYPE_INT_RGB), format.name());

        // When / Then
        assertThatThrownBy(() -> ImageHeader.read(Arrays.copyOf(encoded, 12)))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessage("The %s ends after 12 bytes, before it is complete.", format);
    }

    @Test
    void shouldSayWhatIsRead() {
        // Given
        byte[] text = "hello, world".getBytes(StandardCharsets.UTF_8);

        // When / Then
        assertThatThrownBy(() -> ImageHeader.read(text))
                .hasMessage("The 12 bytes are no PNG, JPEG, GIF, BMP or TIFF by their first bytes.");
    }

    @Test
    void shouldRefuseEmptyImage() {
        // When / Then
        assertThatThrownBy(() -> ImageHeader.read(new byte[0])).hasMessage("The image is empty.");
    }

    @Test
    void shouldRefuseImageWithoutPixels() {
        // Given
        byte[] png = Pictures.encode(Pictures.digit(1), "png");
        Arrays.fill(png, 16, 20, (byte) 0); // the width

        // When / Then
        assertThatThrownBy(() -> ImageHeader.read(png))
                .hasMessage("The PNG declares 28 x 0 pixels; allowed: 1 or more each way.");
    }

    @Test
    void shouldNotTakeThumbnailForTheImage() {
        // Given
        byte[] jpeg = Pictures.encode(Pictures.gradient(40, 30, BufferedImage.TYPE_INT_RGB), "jpg");
        byte[] thumbnail = Pictures.encode(Pictures.gradient(8, 8, BufferedImage.TYPE_INT_RGB), "jpg");

        // When
        ImageHeader header = ImageHeader.read(withSegment(jpeg, thumbnail));

        // Then
        assertThat(header).isEqualTo(new ImageHeader(ImageFormat.JPEG, 40, 30));
    }

    /** Puts an APP1 segment behind the JPEG's first two bytes, where EXIF keeps its thumbnail. */
    private static byte[] withSegment(byte[] jpeg, byte[] content) {
        int length = content.length + 2;
        byte[] longer = new byte[jpeg.length + length + 2];
        System.arraycopy(jpeg, 0, longer, 0, 2);
        longer[2] = (byte) 0xff;
        longer[3] = (byte) 0xe1;
        longer[4] = (byte) (length >> 8);
        longer[5] = (byte) length;
        System.arraycopy(content, 0, longer, 6, content.length);
        System.arraycopy(jpeg, 2, longer, 6 + content.length, jpeg.length - 2);
        return longer;
    }
}
