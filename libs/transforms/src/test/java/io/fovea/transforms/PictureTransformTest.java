package io.fovea.transforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.pipeline.PipelineSpec;
import java.awt.image.BufferedImage;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PictureTransformTest {

    private static final double ROUNDED = 0.51; // from a float to a byte
    private static final double BICUBIC_TABLE = 0.6; // TensorFlow takes weights from a table of 1,024 places
    private static final PipelineSpec BANDS = PipelineSpec.parse("""
            pipeline: bands
            input: {channels: 4, size: [1, 2], bands: {low: 100, high: [300, 300, 300, 500]}}
            model: {architecture: ffnn, classes: 2}
            """);

    private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    private final PictureTransform transform = new PictureTransform(decoder);

    @AfterEach
    void close() {
        transform.close();
        decoder.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "up bilinear               | 7  | 9  | 12 | 14 | {method: bilinear}",
                "up bilinear antialias     | 7  | 9  | 12 | 14 | {antialias: true}",
                "up bicubic                | 7  | 9  | 12 | 14 | {method: bicubic}",
                "up bicubic antialias      | 7  | 9  | 12 | 14 | {method: bicubic, antialias: true}",
                "down bilinear             | 20 | 26 | 8  | 10 | {method: bilinear}",
                "down bilinear antialias   | 20 | 26 | 8  | 10 | {antialias: true}",
                "down bicubic              | 20 | 26 | 8  | 10 | {method: bicubic}",
                "down bicubic antialias    | 20 | 26 | 8  | 10 | {method: bicubic, antialias: true}",
                "up bilinear crop          | 7  | 9  | 12 | 12 | {aspect: crop}",
                "up bilinear pad           | 7  | 9  | 12 | 12 | {aspect: pad}",
                "down bilinear crop        | 20 | 26 | 8  | 8  | {aspect: crop}",
                "down bilinear pad         | 20 | 26 | 8  | 8  | {aspect: pad}",
                "half area                 | 20 | 26 | 10 | 13 | {method: area}",
            })
    void shouldResizeAsKerasAndPillowDo(String name, int height, int width, int toHeight, int toWidth, String resize) {
        // When
        Image image = apply(height, width, 3, toHeight, toWidth, "resize: " + resize);

        // Then
        assertThat(image.shape()).containsExactly(toHeight, toWidth, 3);
        assertThat(Reference.distance(image.pixels(), Reference.of(name)))
                .isLessThan(name.contains("bicubic") ? BICUBIC_TABLE : ROUNDED);
    }

    @Test
    void shouldMapEachBandOfATiffToBytesByItsOwnRange() {
        // Given two pixels of four bands, the last with a wider range
        byte[] tiff =
                Tiffs.uint16(ByteOrder.LITTLE_ENDIAN, 1, 2, 4, new int[] {100, 200, 300, 400, 0, 40_000, 150, 250});

        // When
        Image image = transform.apply(tiff, List.of(), BANDS);

        // Then
        assertThat(image.shape()).containsExactly(1, 2, 4);
        assertThat(image.pixels()).containsExactly(0, 128, (byte) 255, (byte) 191, 0, (byte) 255, 64, 96);
    }

    @Test
    void shouldResizeBandsAndRefuseWhatHasOthers() {
        // Given
        byte[] large = Tiffs.uint16(ByteOrder.BIG_ENDIAN, 4, 8, 4, new int[4 * 8 * 4]);
        byte[] three = Tiffs.uint16(ByteOrder.BIG_ENDIAN, 1, 2, 3, new int[6]);
        byte[] png = Pictures.encode(Pictures.digit(1), "png");

        // When, Then
        assertThat(transform.apply(large, List.of(), BANDS).shape()).containsExactly(1, 2, 4);
        assertThatThrownBy(() -> transform.apply(three, List.of(), BANDS))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessage("The TIFF has 3 bands; expected 4.");
        assertThatThrownBy(() -> transform.apply(png, List.of(), BANDS))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessage("The image is a PNG; expected a TIFF of 4 bands.");
        assertThatThrownBy(() -> decoder.decode(three, 3))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageContaining("which a pipeline with input.bands takes");
    }

    @Test
    void shouldCropTheMiddleAsKerasDoes() {
        assertThat(Reference.distance(
                        apply(20, 26, 3, 8, 9, "centerCrop: [8, 9]").pixels(), Reference.of("centre crop")))
                .isZero();
        assertThat(Reference.distance(
                        apply(7, 9, 3, 12, 10, "centerCrop: [12, 10]").pixels(),
                        Reference.of("centre crop of a smaller one")))
                .isLessThan(ROUNDED);
    }

    @ParameterizedTest
    @CsvSource({"1, greyscale: {}", "3, greyscale: {}", "1, resize: {}"})
    void shouldMakeGreyAsPillowDoes(int channels, String step) {
        // When
        Image image = apply(7, 9, channels, 7, 9, step);

        // Then
        double[] grey = Reference.of("grey");
        for (int i = 0; i < 63; i++) {
            for (int channel = 0; channel < channels; channel++) {
                assertThat((double) (image.pixels()[i * channels + channel] & 0xff))
                        .isBetween(grey[i] - 1, grey[i] + 1);
            }
        }
    }

    /** By hand: the union of the two is 4..10 by 3..7; 10 % wider each way, and whole pixels, 3..10 by 2..7. */
    @Test
    void shouldCropToTheUnionOfTheBoxesWidened() {
        // Given
        List<PictureBox> boxes = List.of(new PictureBox(4, 3, 3, 4), new PictureBox(6, 4, 4, 2));

        // When
        Image image = transform.apply(Reference.png(20, 26), boxes, pipeline(3, 5, 7, "cropToBoxes: {widen: 0.1}"));

        // Then
        Image whole = Reference.picture(20, 26);
        for (int y = 0; y < 5; y++) {
            for (int i = 0; i < 21; i++) {
                assertThat(image.pixels()[y * 21 + i]).isEqualTo(whole.pixels()[((y + 2) * 26 + 3) * 3 + i]);
            }
        }
    }

    @Test
    void shouldClipBoxesToThePictureAndLeaveOneWithoutBoxesWhole() {
        // Given
        PipelineSpec pipeline = pipeline(3, 20, 26, "cropToBoxes: {}");

        // When
        Image beyond = transform.apply(Reference.png(20, 26), List.of(new PictureBox(-5, -5, 90, 90)), pipeline);
        Image without = transform.apply(Reference.png(20, 26), List.of(), pipeline);

        // Then
        assertThat(beyond.pixels()).isEqualTo(Reference.picture(20, 26).pixels());
        assertThat(without.pixels()).isEqualTo(beyond.pixels());
    }

    @Test
    void shouldSurviveABoxOutsideOfThePicture() {
        // When
        Image image = transform.apply(
                Reference.png(20, 26),
                List.of(new PictureBox(100, Float.MAX_VALUE, 1, Float.MAX_VALUE), new PictureBox(Double.NaN, 0, 0, -4)),
                pipeline(3, 4, 4, "cropToBoxes: {widen: 10}"));

        // Then
        assertThat(image.shape()).containsExactly(4, 4, 3);
    }

    @Test
    void shouldDoStepsInOrderAndEndInThePipelinesSize() {
        // When
        Image image = apply(20, 26, 3, 6, 6, "resize: {size: [10, 13], method: area}}, {centerCrop: [10, 10]");

        // Then
        assertThat(image.shape()).containsExactly(6, 6, 3);
    }

    @Test
    void shouldRefuseToPadAPictureOfAbsurdAspect() {
        // Given
        byte[] line = Pictures.encode(new BufferedImage(10_000, 1, BufferedImage.TYPE_BYTE_GRAY), "png");

        // When, Then
        assertThatThrownBy(() -> transform.apply(line, List.of(), pipeline(1, 8, 8, "resize: {aspect: pad}")))
                .isInstanceOf(ImageRejectedException.class)
                .hasMessageStartingWith("The picture of 1 x 10000 pixels would be padded to 10000 x 10000; allowed:");
    }

    private Image apply(int height, int width, int channels, int toHeight, int toWidth, String steps) {
        return transform.apply(Reference.png(height, width), List.of(), pipeline(channels, toHeight, toWidth, steps));
    }

    static PipelineSpec pipeline(int channels, int height, int width, String steps) {
        return PipelineSpec.parse("""
                pipeline: p
                input: {channels: %d, size: [%d, %d]}
                transforms: [{%s}]
                model: {architecture: lenet5, classes: 10}
                """.formatted(channels, height, width, steps));
    }
}
