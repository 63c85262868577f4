package io.fovea.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class PostponementsTest {

    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final TopicPartition SECOND = new TopicPartition("t", 1);

    private final List<Long> rests = new ArrayList<>();
    private final Postponements postponements = new Postponements(noting(), Duration.ofMillis(250));
    private final BatchConsumer consumer = new BatchConsumer(idle(), new InFlight());

    @Test
    void shouldRestLongerTheMoreOftenAPartitionStandsStill() {
        // When
        for (int i = 0; i < 6; i++) {
            postponements.postpone(Map.of(FIRST, 3L), consumer);
        }

        // Then
        assertThat(rests).containsExactly(250L, 500L, 1_000L, 2_000L, 2_000L, 2_000L);
    }

    @Test
    void shouldRestShortlyAgainOnceAPartitionHasMoved() {
        // Given
        postponements.postpone(Map.of(FIRST, 3L), consumer);
        postponements.postpone(Map.of(FIRST, 3L), consumer);

        // When
        postponements.postpone(Map.of(FIRST, 4L, SECOND, 9L), consumer);

        // Then
        assertThat(rests).containsExactly(250L, 500L, 250L);
    }

    @Test
    void shouldRestForSecondsWhereNobodyReads() {
        // When
        postponements.passBy(Map.of(FIRST, 3L), consumer, topic -> false);

        // Then
        assertThat(rests).containsExactly(5_000L);
    }

    private ScheduledThreadPoolExecutor noting() {
        return new ScheduledThreadPoolExecutor(1) {
            @Override
            public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
                rests.add(unit.toMillis(delay));
                return null;
            }
        };
    }

    /** A channel's consumer that does nothing. */
    @SuppressWarnings("unchecked")
    private KafkaConsumer<byte[], byte[]> idle() {
        return (KafkaConsumer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {KafkaConsumer.class},
                (proxy, method, arguments) -> Uni.createFrom().voidItem());
    }
}
