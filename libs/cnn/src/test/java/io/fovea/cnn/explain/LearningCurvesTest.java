package io.fovea.cnn.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LearningCurvesTest {
    private static final int VALIDATION = 0xff1a5fb4;

    @Test
    void shouldDrawALineThatFallsWhereTheLossDoes() {
        // When
        BufferedImage curves = LearningCurves.draw(
                "mnist", List.of(logs(2, 1.5), logs(1, 1.1), logs(0.5, 1), logs(0.3, 0.9), logs(0.2, 0.8)));

        // Then
        int atFirst = height(curves, curves.getWidth() / 2 - 380);
        int atLast = height(curves, curves.getWidth() / 2 - 30);
        assertThat(atFirst).isPositive().isLessThan(atLast); // rows count from the top
    }

    @Test
    void shouldDrawOneEpochWithoutValidation() {
        assertThat(LearningCurves.draw("one", List.of(Map.of("loss", 1.0, "learning_rate", 0.1))))
                .satisfies(curves -> assertThat(curves.getWidth()).isLessThan(500));
    }

    @Test
    void shouldRefuseATrainingWithoutEpochs() {
        assertThatThrownBy(() -> LearningCurves.draw("none", List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    private static Map<String, Double> logs(double loss, double validationLoss) {
        return Map.of("loss", loss, "val_loss", validationLoss, "accuracy", 0.5, "val_accuracy", 0.4);
    }

    /** The first row of a column that has the validation's colour; -1 without any. */
    private static int height(BufferedImage curves, int column) {
        for (int x = column; x < column + 20; x++) {
            for (int y = 0; y < curves.getHeight() - 30; y++) {
                if (curves.getRGB(x, y) == VALIDATION) {
                    return y;
                }
            }
        }
        return -1;
    }
}
