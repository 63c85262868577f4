package io.fovea.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class CommitsTest {

    private final Commits commits = new Commits("test");
    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void shouldLetTheCallerGoOnUntilItAwaits() throws Exception {
        // Given
        var mayEnd = new CountDownLatch(1);

        // When
        commits.begin(() -> {
            awaitQuietly(mayEnd);
            done.add("committed");
        });
        commits.whenDone(() -> done.add("counted"));
        done.add("processed");
        mayEnd.countDown();
        commits.await();
        commits.close(Duration.ofSeconds(10));

        // Then
        assertThat(done).containsExactly("processed", "committed", "counted");
    }

    @Test
    void shouldBeginNothingOnceItIsClosed() throws Exception {
        // Given
        commits.close(Duration.ofSeconds(10));

        // When
        commits.begin(() -> done.add("committed"));
        commits.await();

        // Then
        assertThat(done).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
