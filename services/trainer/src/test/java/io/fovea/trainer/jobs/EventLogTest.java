package io.fovea.trainer.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.messaging.MessagingException;
import io.fovea.proto.training.v1.TrainingEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class EventLogTest {
    private final List<TrainingEvent> written = new CopyOnWriteArrayList<>();

    @Test
    void shouldReturnWhenTheEventIsWritten() {
        try (EventLog log = new EventLog(written::add)) {
            // When
            log.append(event(1));

            // Then
            assertThat(written).containsExactly(event(1));
        }
    }

    @Test
    void shouldThrowWhatTheWriterThrows() {
        EventLog log = new EventLog(event -> {
            throw new MessagingException("Kafka is away.");
        });
        try (log) {
            assertThatThrownBy(() -> log.append(event(1))).isInstanceOf(MessagingException.class);
        }
    }

    @Test
    void shouldDropWhatIsOfferedWhileAnotherIsOnItsWay() {
        // Given
        CountDownLatch slow = new CountDownLatch(1);
        EventLog log = new EventLog(event -> {
            awaitUnchecked(slow);
            written.add(event);
        });
        try (log) {
            // When
            log.offer(event(1));
            log.offer(event(2));
            slow.countDown();
            log.append(event(3));

            // Then
            assertThat(written).containsExactly(event(1), event(3));
        }
    }

    private static TrainingEvent event(int epoch) {
        return TrainingEvent.newBuilder().setEpoch(epoch).build();
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
