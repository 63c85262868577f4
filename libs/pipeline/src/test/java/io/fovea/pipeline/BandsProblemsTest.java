package io.fovea.pipeline;

import static io.fovea.pipeline.Told.problems;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an author of pictures with bands is told. */
class BandsProblemsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "channels: 13 | input.channels: 13 is not allowed; allowed: 1 for grey, 3 for colour, another number beside"
                        + " input.bands.",
                "channels: 65, bands: {high: 1} | input.channels: 65 is not allowed; allowed: 1 for grey, 3 for colour, from 1 to"
                        + " 64 beside input.bands.",
                "channels: 2, bands: {high: [1, 2, 3]} | input.bands.high: has 3 numbers; allowed: one for all bands, or one for"
                        + " each of the 2.",
                "channels: 2, bands: {low: 5, high: [9, 5]} | input.bands: has 5.0 to 5.0 for band 2; allowed: low below high.",
                "channels: 2, bands: {low: 5} | input.bands.high: is missing; allowed: a number from 0 to 65535, or a list of one"
                        + " for each band.",
            })
    void shouldSayWhatIsWrongWithBands(String input, String problem) {
        assertThat(problems("""
                pipeline: tiles
                input: {%s, size: [8, 8]}
                model: {architecture: resnet20, classes: 2}
                """.formatted(input))).containsExactly("digits.yaml:2: " + problem);
    }

    @Test
    void shouldRefuseStepsThatAreForColourOnBands() {
        assertThat(problems("""
                pipeline: tiles
                input: {channels: 3, size: [8, 8], bands: {high: 4000}}
                transforms: [{greyscale: {}}]
                augment: [{hue: 0.1}]
                model: {architecture: resnet20, classes: 2}
                """))
                .containsExactlyInAnyOrder(
                        "digits.yaml:3: transforms: greyscale is for colour, and bands are not.",
                        "digits.yaml:4: augment[0].hue: is for colour, and bands are not.");
    }
}
