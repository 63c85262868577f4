package io.fovea.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.cnn.Model;
import io.fovea.pipeline.PipelineSpec;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tensorflow.ndarray.Shape;

class NetworkTest {

    /** Weights counted by hand: kernel times channels and one bias a filter; four a channel where batches are normalized. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{conv1d: {filters: 8, kernelSize: 3}} | 3 * 2 * 8 + 8 = 56, then 8 steps * 8 + 1 = 65 | 121",
                "{conv1d: {filters: 8, kernelSize: 3, padding: same, strides: 3}} | 56, then 4 steps * 8 + 1 = 33 | 89",
                "{conv1d: {filters: 8, kernelSize: 3, padding: causal, dilationRate: 4}}, {globalAveragePooling1d: {}} | 56, then 9 | 65",
                "{averagePooling1d: {poolSize: 3}}, {maxPooling1d: {}} | one step of two channels | 3",
                "{batchNormalization: {}}, {globalMaxPooling1d: {}}, {dropout: 0.5}, {dense: {units: 3}} | 8, 9, then 4 | 21",
            })
    void shouldHaveTheWeightsThatItsLayersHave(String layers, String why, long weights) {
        // When
        Model model = Network.onWindows(PipelineSpec.parse("""
                pipeline: p
                input: {kind: bars, period: day, columns: {volume: v}}
                windows: {lags: 10, channels: [return, volumeChange]}
                label: {kind: return}
                model: {layers: [%s]}
                """.formatted(layers)));

        // Then
        assertThat(model.outputs())
                .singleElement()
                .satisfies(output -> assertThat(output.shape()).isEqualTo(Shape.of(1)));
        assertThat(model.weights().stream()
                        .mapToLong(weight -> weight.shape().size())
                        .sum())
                .as(why)
                .isEqualTo(weights);
    }
}
