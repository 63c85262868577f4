package io.fovea.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class TerminalTest {

    @Test
    void shouldBePlainWhereNobodyLooks() {
        // When
        Terminal terminal = Terminal.of(Map.of("LANG", "C"), new Properties());

        // Then
        assertThat(terminal.outInk()).isEqualTo(Ink.PLAIN);
        assertThat(terminal.live()).isFalse();
        assertThat(terminal.glyphs()).isEqualTo(Glyphs.ASCII);
        assertThat(terminal.columns()).isEqualTo(100);
    }

    @Test
    void shouldDrawInColourOnATerminal() {
        // Given
        var properties = properties();

        // When
        Terminal terminal = Terminal.of(Map.of("LANG", "de_DE.UTF-8"), properties);

        // Then
        assertThat(terminal.errInk()).isEqualTo(Ink.COLOUR);
        assertThat(terminal.outInk()).isEqualTo(Ink.PLAIN);
        assertThat(terminal.live()).isTrue();
        assertThat(terminal.glyphs()).isEqualTo(Glyphs.UNICODE);
        assertThat(terminal.columns()).isEqualTo(132);
    }

    @Test
    void shouldHonourNoColour() {
        Terminal terminal = Terminal.of(Map.of("NO_COLOR", "1"), properties());
        assertThat(terminal.errInk()).isEqualTo(Ink.PLAIN);
    }

    @Test
    void shouldReadTheLocaleAsTheCLibraryDoes() {
        Terminal terminal = Terminal.of(Map.of("LC_ALL", "C", "LANG", "en_US.UTF-8"), properties());
        assertThat(terminal.glyphs()).isEqualTo(Glyphs.ASCII);
    }

    private static Properties properties() {
        var properties = new Properties();
        properties.setProperty("fovea.terminal.err", "true");
        properties.setProperty("fovea.terminal.columns", "132");
        return properties;
    }
}
