package io.fovea.trainer.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.fovea.cnn.HostTensor;
import io.fovea.cnn.metrics.Auc;
import io.fovea.cnn.metrics.SpearmanCorrelation;
import io.fovea.evaluation.statistics.Ranks;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What goes by ranks is in two libraries: {@code libs/cnn} has it in floats, weighted, of batches that come one after the other, and knows no
 * statistics library; {@code libs/evaluation} has it in doubles, and knows no TensorFlow. The trainer, which uses both, sees that they agree.
 */
class SameFiguresTest {

    private static final int COUNT = 500;

    @ParameterizedTest
    @ValueSource(ints = {3, 20, 100_000}) // different values: many ties, some, hardly any
    void shouldBeTheSameInBothLibraries(int values) {
        // Given
        var random = new SplittableRandom(values);
        float[] scores = new float[COUNT];
        float[] returns = new float[COUNT];
        float[] up = new float[COUNT];
        boolean[] isUp = new boolean[COUNT];
        for (int i = 0; i < COUNT; i++) {
            scores[i] = random.nextInt(values) - values / 2;
            returns[i] = -scores[i] + random.nextInt(values);
            isUp[i] = returns[i] > 0;
            up[i] = isUp[i] ? 1 : 0;
        }

        // When
        double auc = new Auc().of(column(up), column(scores));
        double spearman = new SpearmanCorrelation().of(column(returns), column(scores));

        // Then
        assertThat(auc).isCloseTo(Ranks.auc(doubles(scores), isUp), within(1e-12));
        assertThat(spearman).isCloseTo(Ranks.spearman(doubles(scores), doubles(returns)), within(1e-12));
    }

    private static HostTensor column(float[] values) {
        return HostTensor.float32(new long[] {values.length, 1}, values);
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}
