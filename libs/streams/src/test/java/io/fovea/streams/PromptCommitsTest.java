package io.fovea.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

class PromptCommitsTest {

    private static final long NOW = 1_000_000;

    private final MockProcessorContext<byte[], byte[]> context = new MockProcessorContext<>();
    private final PromptCommits commits = new PromptCommits(Duration.ofMillis(20));
    private final PromptCommits.Asking asking = commits.in(context);

    @Test
    void shouldAskAtOnceForTheFirstLiveRecord() {
        // When
        doneAt(NOW, NOW - 5);

        // Then
        assertThat(hasAsked()).isTrue();
    }

    @Test
    void shouldAskForNoCommitOfABacklog() {
        // When
        doneAt(NOW, NOW - 1_000);

        // Then
        assertThat(hasAsked()).isFalse();
    }

    @Test
    void shouldAskOnceAnInterval() {
        // Given
        doneAt(NOW, NOW);
        assertThat(hasAsked()).isTrue();

        // When
        doneAt(NOW + 19, NOW + 19);
        boolean early = hasAsked();
        context.setCurrentSystemTimeMs(NOW + 20);
        asking.ask();

        // Then
        assertThat(early).isFalse();
        assertThat(hasAsked()).isTrue();
    }

    @Test
    void shouldLetAThreadWorkAsLongAsItsLastCommitTook() {
        // Given: a commit that took 50 ms
        doneAt(NOW, NOW);
        assertThat(hasAsked()).isTrue();
        doneAt(NOW + 50, NOW + 40);
        assertThat(hasAsked()).isFalse();

        // When
        doneAt(NOW + 75, NOW + 70);
        doneAt(NOW + 99, NOW + 90);
        boolean early = hasAsked();
        doneAt(NOW + 100, NOW + 95);

        // Then
        assertThat(early).isFalse();
        assertThat(hasAsked()).isTrue();
    }

    @Test
    void shouldNotAskWhereNothingWasDone() {
        // Given
        doneAt(NOW, NOW);
        assertThat(hasAsked()).isTrue();

        // When
        context.setCurrentSystemTimeMs(NOW + 100);
        asking.ask();

        // Then
        assertThat(hasAsked()).isFalse();
    }

    @Test
    void shouldShareAnIntervalAmongProcessorsOfAThread() {
        // Given
        doneAt(NOW, NOW);

        // When
        var other = new MockProcessorContext<byte[], byte[]>();
        other.setCurrentSystemTimeMs(NOW + 10);
        PromptCommits.Asking second = commits.in(other);
        second.done(NOW + 10);
        second.ask();

        // Then
        assertThat(other.committed()).isFalse();
    }

    private void doneAt(long now, long written) {
        context.setCurrentSystemTimeMs(now);
        asking.done(written);
        asking.ask();
    }

    private boolean hasAsked() {
        boolean asked = context.committed();
        context.resetCommit();
        return asked;
    }
}
