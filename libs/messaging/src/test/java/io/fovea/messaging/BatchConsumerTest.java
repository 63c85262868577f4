package io.fovea.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BatchConsumerTest {

    private static final TopicPartition FIRST = new TopicPartition("t", 0);
    private static final TopicPartition SECOND = new TopicPartition("t", 1);

    private boolean isBrokerGone;
    private final MockConsumer<byte[], byte[]> kafka = new MockConsumer<>("earliest") {
        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(
                Set<TopicPartition> partitions, Duration timeout) {
            if (isBrokerGone) {
                throw new TimeoutException("no broker");
            }
            return super.committed(partitions);
        }
    };
    private final BatchConsumer consumer = new BatchConsumer(onThisThread(), new InFlight());

    @BeforeEach
    void assign() {
        kafka.assign(List.of(FIRST, SECOND));
    }

    @Test
    void shouldResumeWhatRestedWhereNothingIsQueued() {
        // Given
        consumer.postpone(Map.of(FIRST, 3L, SECOND, 5L));

        // When
        boolean resumed = resume(FIRST, false);

        // Then
        assertThat(resumed).isTrue();
        assertThat(kafka.paused()).containsExactly(SECOND);
        assertThat(kafka.position(FIRST)).isEqualTo(3);
    }

    @Test
    void shouldNotResumeWhereTheChannelMayBePaused() {
        // Given: all rest, so that a pause of the channel would change nothing
        consumer.postpone(Map.of(FIRST, 3L, SECOND, 5L));

        // When
        boolean early = resume(FIRST, true);
        Set<TopicPartition> pausedStill = Set.copyOf(kafka.paused());
        boolean later = resume(FIRST, false);

        // Then
        assertThat(early).isFalse();
        assertThat(pausedStill).containsExactlyInAnyOrder(FIRST, SECOND);
        assertThat(later).isTrue();
        assertThat(kafka.paused()).containsExactly(SECOND);
    }

    @Test
    void shouldResumeBesideAPartitionThatGoesOn() {
        // Given
        consumer.postpone(Map.of(FIRST, 3L));

        // When
        boolean resumed = resume(FIRST, true);

        // Then
        assertThat(resumed).isTrue();
        assertThat(kafka.paused()).isEmpty();
    }

    @Test
    void shouldLeaveItToAChannelThatIsPaused() {
        // Given
        consumer.postpone(Map.of(FIRST, 3L));
        kafka.pause(List.of(FIRST, SECOND));

        // When
        boolean resumed = resume(FIRST, true);

        // Then
        assertThat(resumed).isTrue();
        assertThat(kafka.paused()).containsExactlyInAnyOrder(FIRST, SECOND);
    }

    @Test
    void shouldLeaveOutWhatComesOfAPartitionThatRestsAndGoBackForIt() {
        // Given: the channel has resumed all
        kafka.commitSync(Map.of(FIRST, new OffsetAndMetadata(3)));
        consumer.postpone(Map.of(FIRST, 3L));
        kafka.resume(List.of(FIRST));
        kafka.seek(FIRST, 8);
        PolledBatch polled = polled(FIRST, SECOND);

        // When
        PolledBatch rest = consumer.withoutResting(polled);
        Set<TopicPartition> paused = Set.copyOf(kafka.paused());
        boolean resumed = resume(FIRST, false);

        // Then
        assertThat(rest.partitions()).containsOnlyKeys(SECOND);
        assertThat(paused).containsExactly(FIRST);
        assertThat(resumed).isTrue();
        assertThat(kafka.position(FIRST)).isEqualTo(3);
        assertThat(polled.isWanted(consumer)).isFalse();
        assertThat(polled(FIRST).isWanted(consumer)).isTrue();
    }

    @Test
    void shouldNotGoBackWhereNothingWasLeftOut() {
        // Given
        kafka.commitSync(Map.of(FIRST, new OffsetAndMetadata(1)));
        consumer.postpone(Map.of(FIRST, 3L));

        // When
        resume(FIRST, false);
        PolledBatch polled = polled(FIRST);

        // Then
        assertThat(kafka.position(FIRST)).isEqualTo(3);
        assertThat(consumer.withoutResting(polled)).isSameAs(polled);
    }

    @Test
    void shouldRestOnWhileNobodyKnowsWhereToGoBackTo() {
        // Given
        consumer.postpone(Map.of(FIRST, 3L));
        consumer.withoutResting(polled(FIRST));
        isBrokerGone = true;

        // When
        boolean resumed = resume(FIRST, false);

        // Then
        assertThat(resumed).isFalse();
        assertThat(kafka.paused()).containsExactly(FIRST);
    }

    @Test
    void shouldGoToTheEndOfWhatNobodyReads() {
        // Given
        kafka.updateEndOffsets(Map.of(FIRST, 70L, SECOND, 90L));

        // When
        consumer.passBy(Map.of(FIRST, 3L), topic -> false);

        // Then
        assertThat(kafka.position(FIRST)).isEqualTo(70);
        assertThat(kafka.committed(Set.of(FIRST)).get(FIRST).offset()).isEqualTo(70);
        assertThat(kafka.paused()).containsExactly(FIRST);
    }

    @Test
    void shouldGoOnWhereItWasWhenATopicIsReadAfterAll() {
        // Given
        kafka.updateEndOffsets(Map.of(FIRST, 70L));

        // When
        consumer.passBy(Map.of(FIRST, 3L), topic -> true);

        // Then
        assertThat(kafka.position(FIRST)).isEqualTo(3);
    }

    @Test
    void shouldGoOnWhereItWasWhenNobodyKnowsTheEnd() {
        // Given
        kafka.setOffsetsException(new TimeoutException("no broker"));

        // When
        consumer.passBy(Map.of(FIRST, 3L), topic -> false);
        kafka.setOffsetsException(null);

        // Then
        assertThat(kafka.position(FIRST)).isEqualTo(3);
        assertThat(consumer.wants(FIRST, PollSequence.next())).isTrue();
    }

    private static PolledBatch polled(TopicPartition... partitions) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        for (TopicPartition partition : partitions) {
            records.put(
                    partition,
                    List.of(new ConsumerRecord<>(
                            partition.topic(), partition.partition(), 7, new byte[0], new byte[0])));
            ends.put(partition, new OffsetAndMetadata(8));
        }
        return new PolledBatch(PollSequence.next(), 1, records, ends);
    }

    private boolean resume(TopicPartition partition, boolean queued) {
        return consumer.resume(List.of(partition), queued).await().atMost(Duration.ofSeconds(1));
    }

    /** A channel's consumer, of which nothing but the way to the client is used here. */
    @SuppressWarnings("unchecked")
    private KafkaConsumer<byte[], byte[]> onThisThread() {
        return (KafkaConsumer<byte[], byte[]>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {KafkaConsumer.class}, (proxy, method, arguments) -> {
                    if (arguments[0] instanceof Function<?, ?> function) {
                        return Uni.createFrom().item(((Function<Object, Object>) function).apply(kafka));
                    }
                    ((Consumer<Object>) arguments[0]).accept(kafka);
                    return Uni.createFrom().voidItem();
                });
    }
}
