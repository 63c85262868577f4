package io.fovea.evaluation.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTestTest {

    private static final int SIDE = 8;

    private final Observer observer = Observer.ofPictures(1);
    private final DriftTest test = new DriftTest(0.2, 0.01);
    private final Random random = new Random(11);

    /** 60 comparisons at 0.01 find 0.6 by chance; five or more would be a chance of one in 3,000. */
    @Test
    void shouldFindNothingWhereThereIsNothing() {
        // When
        int alarms = 0;
        for (int round = 0; round < 60; round++) {
            DriftReference reference = DriftReference.of(observer.names(), 3, pictures(120, 0, 1));
            alarms += test.compare(reference, pictures(120, 0, 1)).drifted().isEmpty() ? 0 : 1;
        }

        // Then
        assertThat(alarms).isLessThan(5);
    }

    @Test
    void shouldFindPicturesThatBecameBrighter() {
        // Given
        DriftReference reference = DriftReference.of(observer.names(), 3, pictures(300, 0, 1));

        // When
        DriftTest.Result result = test.compare(reference, pictures(300, 25, 1));

        // Then
        assertThat(result.drifted()).containsExactly("mean_0");
        assertThat(result.figures().get(0).stability()).isGreaterThan(0.2);
    }

    @Test
    void shouldFindAnswersThatShifted() {
        // Given
        DriftReference reference = DriftReference.of(observer.names(), 3, pictures(300, 0, 1));

        // When: one class comes four times as often
        DriftTest.Result result = test.compare(reference, pictures(300, 0, 4));

        // Then
        assertThat(result.drifted()).contains("classes", "vectors").doesNotContain("mean_0", "contrast_0");
    }

    @Test
    void shouldObserveAPictureAndFeatures() {
        // Given
        ByteBuffer twoChannels = ByteBuffer.wrap(new byte[] {0, (byte) 200, 10, (byte) 100});
        ByteBuffer features = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        features.putFloat(9).putFloat(3).putFloat(4).position(4); // the first is another's

        // When
        Observation picture =
                Observer.ofPictures(2).observe(twoChannels, ModelAnswer.ofClasses(new float[] {0.2f, 0.8f}));
        Observation ofFeatures =
                Observer.ofFeatures().observe(features, ModelAnswer.ofClasses(new float[] {0.7f, 0.3f}));

        // Then
        assertThat(Observer.ofPictures(2).names())
                .containsExactly("mean_0", "contrast_0", "mean_1", "contrast_1", "probability");
        assertThat(picture.figures()).containsExactly(new double[] {5, 5, 150, 50, 0.8}, within(1e-7));
        assertThat(picture.vector()).containsExactly(0.2f, 0.8f);
        assertThat(picture.predicted()).isEqualTo(1);
        assertThat(ofFeatures.vector()).containsExactly(3, 4);
        assertThat(ofFeatures.figures()).containsExactly(new double[] {5, 0.7}, within(1e-7));
    }

    @Test
    void shouldReadWhatItWrote() {
        // Given
        DriftReference reference = DriftReference.of(observer.names(), 3, pictures(20, 0, 1));

        // When
        DriftReference read = DriftReference.parse(reference.toJson());

        // Then
        assertThat(read.figures().keySet()).containsExactlyElementsOf(observer.names());
        assertThat(read.figures().get("mean_0"))
                .containsExactly(reference.figures().get("mean_0"), within(1e-4));
        assertThat(read.predicted()).isEqualTo(reference.predicted());
        assertThat(read.vectors()).isDeepEqualTo(reference.vectors());
        assertThatThrownBy(() -> DriftReference.parse(new byte[] {'{', '}'}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("This is no drift.json");
    }

    /** Grey noise, and answers that do not depend on it. */
    private List<Observation> pictures(int count, int brighter, int weightOfTheFirst) {
        List<Observation> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] pixels = new byte[SIDE * SIDE];
            int base = 60 + random.nextInt(60) + brighter;
            for (int pixel = 0; pixel < pixels.length; pixel++) {
                pixels[pixel] = (byte) (base + random.nextInt(40));
            }
            float[] probabilities = {0.1f, 0.1f, 0.1f};
            int best = Math.max(0, random.nextInt(2 + weightOfTheFirst) - weightOfTheFirst + 1);
            probabilities[best] = 0.5f + random.nextFloat() / 2;
            all.add(observer.observe(ByteBuffer.wrap(pixels), ModelAnswer.ofClasses(probabilities)));
        }
        return all;
    }
}
