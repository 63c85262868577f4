package io.fovea.cli.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class SentencesTest {

    @Test
    void shouldSayAnExpectedFailureAsItIs() {
        assertThat(Sentences.of(new CommandFailure("No Kafka broker answers at x:1.")))
                .isEqualTo("No Kafka broker answers at x:1.");
    }

    @Test
    void shouldSeeAFullDiskBehindAnything() {
        // Given
        var failure = new CommandFailure(
                "The data folder cannot be written.",
                new UncheckedIOException(new IOException("/data/kafka: No space left on device")));

        // When, Then
        assertThat(Sentences.of(failure)).isEqualTo("The disk is full: /data/kafka: No space left on device.");
    }

    @Test
    void shouldNameAMissingFile() {
        assertThat(Sentences.of(new NoSuchFileException("seven.png"))).isEqualTo("There is no file seven.png.");
    }

    @Test
    void shouldTellThatKafkaDoesNotAnswer() {
        assertThat(Sentences.of(new RuntimeException(new TimeoutException("Timed out after 15000 ms."))))
                .isEqualTo("Kafka does not answer: Timed out after 15000 ms.");
    }

    @Test
    void shouldShowNoStackTraceOfTheUnexpected() {
        assertThat(Sentences.of(new IllegalStateException("a\nb")))
                .startsWith("Something went wrong that should not: java.lang.IllegalStateException: a.")
                .doesNotContain("\n");
    }
}
