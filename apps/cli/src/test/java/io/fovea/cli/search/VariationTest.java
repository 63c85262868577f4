package io.fovea.cli.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cli.failure.CommandFailure;
import io.fovea.cnn.search.Parameter;
import io.fovea.pipeline.PipelineText;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VariationTest {

    @Test
    void shouldReadValuesAndRanges() {
        assertThat(Variation.parse("train.batchSize=16,32").parameter())
                .isEqualTo(new Parameter.Choice("train.batchSize", List.of("16", "32")));
        assertThat(Variation.parse("model.head[0].dense.units=8..64").parameter())
                .isEqualTo(new Parameter.Whole("model.head[0].dense.units", 8, 64));
        assertThat(Variation.parse("augment[0].shift=0..0.2").parameter())
                .isEqualTo(new Parameter.Uniform("augment[0].shift", 0, 0.2));
        assertThat(Variation.parse("train.weightDecay=log:1e-5..1e-2").parameter())
                .isEqualTo(new Parameter.LogUniform("train.weightDecay", 1e-5, 1e-2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "train.batchSize",
                "=3",
                "input.size=3,4",
                "train.epochs=3,4",
                "train.seed=1..9",
                "transforms[0].rescale=1"
            })
    void shouldSayWhichKeysCanBeVaried(String text) {
        assertThatThrownBy(() -> Variation.parse(text))
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith(
                        "--vary " + text + ": expected KEY=VALUES with a key under train, model or augment");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            train.batchSize=                | expected values apart by commas, LOW..HIGH, or log:LOW..HIGH, received ''.
            train.batchSize=3,{a: b}        | expected values apart by commas, LOW..HIGH, or log:LOW..HIGH, received '3,{a: b}'.
            train.batchSize=3..x            | expected values apart by commas, LOW..HIGH, or log:LOW..HIGH, received '3..x'.
            train.batchSize=9..3            | train.batchSize: expected a range from low to high, received 9.0 to 3.0.
            train.weightDecay=log:0..0.1    | train.weightDecay: a logarithm needs a range above 0, received 0.0 to 0.1.
            """)
    void shouldSayWhatIsNoValue(String text, String why) {
        assertThatThrownBy(() -> Variation.parse(text))
                .isInstanceOf(CommandFailure.class)
                .hasMessage("--vary " + text + ": " + why);
    }

    @Test
    void shouldVaryTheLearningRateOfTheFileWhereNothingIsSaid() {
        assertThat(Variation.ofLearningRate(new PipelineText("train: {optimizer: {adam: {learningRate: 0.01}}}"))
                        .parameter())
                .isEqualTo(new Parameter.LogUniform("train.optimizer.adam.learningRate", 0.001, 0.1));
        assertThatThrownBy(() -> Variation.ofLearningRate(new PipelineText("train: {batchSize: 3}")))
                .hasMessage(
                        "The file names no learning rate to search by itself; say what to search with --vary KEY=VALUES.");
    }

    @Test
    void shouldWriteNumbersAsTheyAreTrained() {
        assertThat(Variation.text(0.00123456)).isEqualTo("0.001235");
        assertThat(Variation.text(1.0)).isEqualTo("1");
        assertThat(Variation.text(123456.0)).isEqualTo("123500");
        assertThat(Variation.text(1e-7)).isEqualTo("0.0000001");
        assertThat(Variation.text("adam")).isEqualTo("adam");
    }
}
