package io.fovea.trainer.jobs;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.messaging.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class JobQueueTest {
    private static final Duration PAUSE = Duration.ofMillis(10);
    private static final TopicPartition OTHER = new TopicPartition("jobs", 1);

    @Test
    void shouldWorkOnOneJobAtATime() throws Exception {
        // Given
        AtomicInteger atOnce = new AtomicInteger();
        try (var queue = new JobQueue((job, stop) -> slowly(atOnce), PAUSE)) {
            // When
            var first = queue.work(job(0)).toCompletableFuture();
            var second = queue.work(job(1)).toCompletableFuture();

            // Then
            assertThat(first.get(10, SECONDS)).isEqualTo(Outcome.COMPLETED);
            assertThat(second.get(10, SECONDS)).isEqualTo(Outcome.COMPLETED);
        }
    }

    @Test
    void shouldTryAgainWhileKafkaIsAway() throws Exception {
        // Given
        AtomicInteger attempts = new AtomicInteger();
        JobWorker worker = (job, stop) -> {
            if (attempts.incrementAndGet() < 3) {
                throw new MessagingException("Kafka is away.");
            }
            return Outcome.FAILED;
        };
        try (var queue = new JobQueue(worker, PAUSE)) {
            // When
            var outcome = queue.work(job(0)).toCompletableFuture();

            // Then
            assertThat(outcome.get(10, SECONDS)).isEqualTo(Outcome.FAILED);
            assertThat(attempts).hasValue(3);
        }
    }

    @Test
    void shouldLetGoOfAJobWhosePartitionIsRevoked() throws Exception {
        // Given
        var begun = new CountDownLatch(1);
        try (var queue = new JobQueue((job, stop) -> untilStopped(begun, stop), PAUSE)) {
            var outcome = queue.work(job(0)).toCompletableFuture();
            begun.await();

            // When
            queue.revoke(List.of(OTHER));
            boolean goesOn = !outcome.isDone();
            queue.revoke(List.of(OTHER, new TopicPartition("jobs", 0)));

            // Then
            assertThat(goesOn).isTrue();
            assertThat(outcome.get(10, SECONDS)).isEqualTo(Outcome.STOPPED); // a moment after revoke returns
        }
    }

    @Test
    void shouldNotBeginAJobOfARevokedPartition() throws Exception {
        try (var queue = new JobQueue((job, stop) -> Outcome.COMPLETED, PAUSE)) {
            // Given
            queue.revoke(List.of(new TopicPartition("jobs", 0)));

            // When
            var revoked = queue.work(job(0)).toCompletableFuture().get(10, SECONDS);
            queue.assign(List.of(new TopicPartition("jobs", 0)));
            var assigned = queue.work(job(0)).toCompletableFuture().get(10, SECONDS);

            // Then
            assertThat(revoked).isEqualTo(Outcome.STOPPED);
            assertThat(assigned).isEqualTo(Outcome.COMPLETED);
        }
    }

    @Test
    void shouldLetGoWhenClosed() throws Exception {
        // Given
        var begun = new CountDownLatch(1);
        var queue = new JobQueue((job, stop) -> untilStopped(begun, stop), PAUSE);
        var running = queue.work(job(0)).toCompletableFuture();
        var waiting = queue.work(job(1)).toCompletableFuture();
        begun.await();

        // When
        queue.close();

        // Then
        assertThat(running.get(10, SECONDS)).isEqualTo(Outcome.STOPPED);
        assertThat(waiting.get(10, SECONDS)).isEqualTo(Outcome.STOPPED);
        assertThat(queue.work(job(2)).toCompletableFuture().get(10, SECONDS)).isEqualTo(Outcome.STOPPED);
    }

    private static Outcome slowly(AtomicInteger atOnce) {
        try {
            int present = atOnce.incrementAndGet();
            Thread.sleep(50);
            return present == 1 ? Outcome.COMPLETED : Outcome.FAILED;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private static Outcome untilStopped(CountDownLatch begun, Stop stop) {
        begun.countDown();
        while (!stop.isRequested()) {
            stop.await(Duration.ofSeconds(1));
        }
        return Outcome.STOPPED;
    }

    private static ConsumerRecord<byte[], byte[]> job(long offset) {
        return new ConsumerRecord<>("jobs", 0, offset, new byte[0], new byte[0]);
    }
}
