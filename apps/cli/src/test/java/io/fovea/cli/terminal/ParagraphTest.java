package io.fovea.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ParagraphTest {

    @Test
    void shouldEndLinesBetweenWords() {
        // When, Then
        assertThat(Paragraph.lines("Five symbols prove nothing.", 13))
                .containsExactly("Five symbols", "prove", "nothing.");
        assertThat(Paragraph.lines("Five symbols prove nothing.", 12))
                .containsExactly("Five symbols", "prove", "nothing.");
        assertThat(Paragraph.lines("Five symbols", 80)).containsExactly("Five symbols");
    }

    @Test
    void shouldLeaveALongWordWhole() {
        // When, Then
        assertThat(Paragraph.lines("page: /a/very/long/path.html it", 10))
                .containsExactly("page:", "/a/very/long/path.html", "it");
    }

    @Test
    void shouldKeepLineEnds() {
        // When, Then
        assertThat(Paragraph.lines("one\n\ntwo", 80)).containsExactly("one", "", "two");
    }
}
