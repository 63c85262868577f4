package io.fovea.transforms.augment;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.pipeline.AugmentSpec;
import io.fovea.transforms.Image;
import io.fovea.transforms.Reference;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.Session;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.DataBuffers;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TUint8;

/** What each step makes of a number, against SciPy and Python's colorsys. */
class StepsTest {

    private static final double ROUNDED = 0.51;

    @Test
    void shouldRotateAsSciPyDoes() {
        // When
        byte[] rotated = applied(
                Reference.picture(9, 9),
                motions(9, 9),
                Motion.rotation(20, 9, 9).projective());

        // Then
        assertThat(Reference.distance(rotated, Reference.of("rotated clockwise by 20")))
                .isLessThan(ROUNDED);
    }

    @Test
    void shouldZoomAsSciPyDoes() {
        // When
        byte[] zoomed = applied(
                Reference.picture(9, 7), motions(9, 7), Motion.zoom(1.25, 9, 7).projective());

        // Then
        assertThat(Reference.distance(zoomed, Reference.of("zoomed by 1.25"))).isLessThan(ROUNDED);
    }

    @Test
    void shouldMirrorAndComposeExactly() {
        // Given
        Image picture = Reference.picture(7, 9);
        Motion twice = Motion.mirror(true, false, 7, 9).then(Motion.shift(2, 1)).then(Motion.shift(-2, -1));

        // When
        byte[] mirrored = applied(picture, motions(7, 9), twice.projective());

        // Then
        for (int x = 2; x < 7; x++) { // what was shifted out and in again is the edge's
            assertThat(mirrored[x * 3]).isEqualTo(picture.pixels()[(8 - x) * 3]);
        }
    }

    @Test
    void shouldChangeColoursAsColorsysDoes() {
        // Given
        Image picture = Reference.picture(7, 9);

        // When, Then
        assertThat(Reference.distance(
                        applied(picture, Colours.of(new AugmentSpec.Saturation(1)), 0.6f),
                        Reference.of("saturation by 0.6")))
                .isLessThan(ROUNDED);
        assertThat(Reference.distance(
                        applied(picture, Colours.of(new AugmentSpec.Hue(0.5)), 0.15f), Reference.of("hue by 0.15")))
                .isLessThan(ROUNDED);
        assertThat(Reference.distance(
                        applied(picture, Colours.of(new AugmentSpec.Contrast(1)), 1.4f),
                        Reference.of("contrast by 1.4")))
                .isLessThan(ROUNDED);
    }

    @Test
    void shouldClipWhatBrightnessMakesTooBright() {
        // Given
        Image picture = Reference.picture(7, 9);

        // When
        byte[] brighter = applied(picture, Colours.of(new AugmentSpec.Brightness(1)), 100);

        // Then
        for (int i = 0; i < brighter.length; i++) {
            assertThat(brighter[i] & 0xff).isEqualTo(Math.min(255, (picture.pixels()[i] & 0xff) + 100));
        }
    }

    private static Step motions(int height, int width) {
        return new Motions(List.of(), false, height, width);
    }

    private static byte[] applied(Image picture, Step step, float... numbers) {
        try (Graph graph = new Graph();
                Session session = new Session(graph)) {
            Ops tf = Ops.create(graph);
            Shape shape = Shape.of(1, picture.height(), picture.width(), picture.channels());
            Operand<TFloat32> pictures = tf.dtypes.cast(
                    tf.reshape(
                            tf.constant(
                                    TUint8.class,
                                    Shape.of(shape.size()),
                                    DataBuffers.of(picture.pixels(), true, false)),
                            tf.constant(shape)),
                    TFloat32.class);
            Operand<TFloat32> drawn = tf.reshape(tf.constant(numbers), tf.array(1, -1));
            Operand<TUint8> bytes = tf.dtypes.cast(tf.math.rint(step.apply(tf, pictures, drawn)), TUint8.class);
            try (TUint8 result = (TUint8) session.runner().fetch(bytes).run().get(0)) {
                byte[] pixels = new byte[Math.toIntExact(result.size())];
                result.asRawTensor().data().read(pixels);
                return pixels;
            }
        }
    }
}
