package io.fovea.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class TableTest {

    @Test
    void shouldAlignWordsLeftAndNumbersRight() {
        // Given
        var table = new Table().column("model").number("version").column("alias");
        table.row("digits", 12, "live").row("digits-backbone", 1, "");

        // When
        var lines = table.lines(Ink.PLAIN, Glyphs.ASCII);

        // Then
        assertThat(lines)
                .containsExactly(
                        "model            version  alias",
                        "---------------  -------  -----",
                        "digits                12  live",
                        "digits-backbone        1");
    }

    @Test
    void shouldRefuseRowOfAnotherWidth() {
        var table = new Table().column("model");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> table.row("digits", 1))
                .withMessage("Expected 1 cells, received 2.");
    }
}
