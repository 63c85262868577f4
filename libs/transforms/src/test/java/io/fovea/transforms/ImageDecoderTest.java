package io.fovea.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageDecoderTest {

    private final ImageDecoder decoder = new ImageDecoder(new ImageLimits(100_000, 1_000_000));

    @AfterEach
    void close() {
        decoder.close();
    }

    @Test
    void shouldDecodeGreyPngToTheByte() {
        // Given
        BufferedImage digit = Pictures.digit(7);

        // When
        Image image = decoder.decode(Pictures.encode(digit, "png"), 1);

        // Then
        assertThat(image.shape()).containsExactly(28, 28, 1);
        assertThat(image.pixels()).isEqualTo(Pictures.grey(digit));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp"})
    void shouldDecodeColoursToTheByte(String format) {
        // Given
        BufferedImage picture = Pictures.gradient(37, 53, BufferedImage.TYPE_INT_RGB);

        // When
        Image image = decoder.decode(Pictures.encode(picture, format), 3);

        // Then
        assertThat(image.shape()).containsExactly(37, 53, 3);
        assertThat(image.pixels()).isEqualTo(Pictures.rgb(picture));
    }

    @Test
    void shouldDecodeJpegAsOthersDo() throws IOException {
        // Given
        byte[] jpeg = Pictures.encode(Pictures.gradient(64, 48, BufferedImage.TYPE_INT_RGB), "jpg");

        // When
        Image image = decoder.decode(jpeg, 3);

        // Then
        byte[] others = Pictures.rgb(ImageIO.read(new ByteArrayInputStream(jpeg)));
        assertThat(farthest(image.pixels(), others)).isLessThanOrEqualTo(4);
    }

    @Test
    void shouldDropAlpha() {
        // Given
        BufferedImage picture = Pictures.gradient(9, 11, BufferedImage.TYPE_INT_ARGB);

        // When
        Image image = decoder.decode(Pictures.encode(picture, "png"), 3);

        // Then
        assertThat(image.pixels()).isEqualTo(Pictures.rgb(picture));
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "jpg"})
    void shouldGiveTheChannelsThatAreAskedFor(String format) {
        // Given
        byte[] colour = Pictures.encode(Pictures.gradient(20, 30, BufferedImage.TYPE_INT_RGB), format);
        byte[] grey = Pictures.encode(Pictures.digit(3), format);

        // When
        Image toGrey = decoder.decode(colour, 1);
        Image toColour = decoder.decode(grey, 3);

        // Then
        assertThat(toGrey.shape()).containsExactly(20, 30, 1);
        assertThat(farthest(toGrey.pixels(), luma(decoder.decode(colour, 3)))).isLessThanOrEqualTo(3);
        assertThat(toColour.shape()).containsExactly(28, 28, 3);
        assertThat(farthest(luma(toColour), decoder.decode(grey, 1).pixels())).isLessThanOrEqualTo(1);
    }

    @Test
    void shouldTakeFirstFrameOfAnimation() {
        // Given
        BufferedImage first = Pictures.digit(1);
        BufferedImage second = Pictures.digit(2);

        // When
        Image image = decoder.decode(Pictures.animatedGif(first, second), 1);

        // Then
        assertThat(image.pixels())
                .isEqualTo(decoder.decode(Pictures.encode(first, "gif"), 1).pixels());
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "gif", "jpg"})
    void shouldResizeWhatHasAnotherSize(String format) {
        // Given
        byte[] picture = Pictures.encode(Pictures.gradient(40, 60, BufferedImage.TYPE_INT_RGB), format);

        // When
        Image image = decoder.decode(picture, 3, 32, 24);

        // Then
        Image whole = decoder.decode(picture, 3);
        assertThat(image.shape()).containsExactly(32, 24, 3);
        assertThat(farthest(image.pixels(), Bilinear.resize(whole, 32, 24))).isLessThanOrEqualTo(1);
    }

    @Test
    void shouldRefuseTooManyBytes() {
        // When / Then
        assertThatThrownBy(() -> decoder.decode(new byte[100_001], 1))
                .asInstanceOf(type(ImageRejectedException.class))
                .returns("IMAGE_TOO_LARGE", ImageRejectedException::code)
                .returns("The image has 100001 bytes; allowed: 100000.", ImageRejectedException::explanation);
    }

    @Test
    void shouldRefuseTooManyDeclaredPixelsBeforeDecoding() {
        // Given
        byte[] png = Pictures.encode(Pictures.digit(1), "png");
        Arrays.fill(png, 18, 20, (byte) 0xff); // width 65,535
        Arrays.fill(png, 22, 24, (byte) 0xff); // height 65,535

        // When / Then
        assertThatThrownBy(() -> decoder.decode(png, 1))
                .asInstanceOf(type(ImageRejectedException.class))
                .returns("IMAGE_TOO_LARGE", ImageRejectedException::code)
                .returns(
                        "The PNG declares 65535 x 65535 pixels; allowed: 1000000 in all.",
                        ImageRejectedException::explanation);
    }

    @Test
    void shouldRefuseGifWhoseFrameIsLargerThanItsScreen() {
        // Given
        byte[] gif = Pictures.encode(Pictures.digit(1), "gif");
        int frame = GifFrame.first(new EncodedBytes(ImageFormat.GIF, gif)).end();
        int picture = IntStream.range(13, frame)
                .filter(i -> gif[i] == 0x2c)
                .filter(i -> gif[i + 5] == 28)
                .findFirst()
                .orElseThrow();
        Arrays.fill(gif, picture + 5, picture + 9, (byte) 0xff);

        // When / Then
        assertThatThrownBy(() -> decoder.decode(gif, 1)).hasMessageContaining("declares 65535 x 65535 pixels");
    }

    @Test
    void shouldSayWhyBrokenImageCannotBeDecoded() {
        // Given
        byte[] png = Pictures.encode(Pictures.digit(1), "png");

        // When / Then
        assertThatThrownBy(() -> decoder.decode(Arrays.copyOf(png, 60), 1))
                .asInstanceOf(type(ImageRejectedException.class))
                .returns("UNDECODABLE_IMAGE", ImageRejectedException::code)
                .extracting(ImageRejectedException::explanation)
                .asString()
                .startsWith("The PNG of 28 x 28 pixels cannot be decoded: ")
                .doesNotContain("{{node");
    }

    @Test
    void shouldDecodeInSeveralThreads() {
        // Given
        byte[] png = Pictures.encode(Pictures.digit(5), "png");
        byte[] pixels = Pictures.grey(Pictures.digit(5));

        // When
        long right = IntStream.range(0, 2_000)
                .parallel()
                .filter(i -> Arrays.equals(decoder.decode(png, 1).pixels(), pixels))
                .count();

        // Then
        assertThat(right).isEqualTo(2_000);
    }

    private static byte[] luma(Image image) {
        return Channels.convert(image, 1).pixels();
    }

    private static int farthest(byte[] one, byte[] other) {
        assertThat(one).hasSameSizeAs(other);
        return IntStream.range(0, one.length)
                .map(i -> Math.abs((one[i] & 0xff) - (other[i] & 0xff)))
                .max()
                .orElse(0);
    }
}
