package io.fovea.cnn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fovea.cnn.HostTensor;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PrefetchedBatchesTest {
    @Test
    void shouldGiveTheSameBatchesInTheSameOrder() {
        for (int ahead : new int[] {0, 1, 3}) {
            try (PrefetchedBatches batches = PrefetchedBatches.of(() -> counting(20, new AtomicInteger()), ahead)) {
                List<Float> seen = new ArrayList<>();
                batches.forEachRemaining(batch -> seen.add(batch.input().toFloats()[0]));
                assertThat(seen).hasSize(20).isSorted();
            }
        }
    }

    @Test
    void shouldThrowWhatFailedWhenItsTurnComes() {
        // Given a source that fails after two batches
        Iterator<Batch> two = counting(2, new AtomicInteger());
        Iterable<Batch> failing = () -> new Iterator<>() {
            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public Batch next() {
                if (!two.hasNext()) {
                    throw new IllegalStateException("the disk is gone");
                }
                return two.next();
            }
        };

        // When, Then
        try (PrefetchedBatches batches = PrefetchedBatches.of(failing, 4)) {
            batches.next();
            batches.next();
            assertThatThrownBy(batches::hasNext).hasMessage("the disk is gone");
        }
    }

    @Test
    void shouldEndItsThreadAndCloseItsSourceWhenClosedEarly() {
        // Given
        AtomicInteger prepared = new AtomicInteger();
        AtomicBoolean closed = new AtomicBoolean();
        PrefetchedBatches batches = PrefetchedBatches.of(() -> new Closeable(counting(1_000, prepared), closed), 2);
        batches.next();

        // When
        batches.close();

        // Then: the one that was taken, two that waited, two under way at most
        assertThat(closed).isTrue();
        assertThat(prepared.get()).isLessThanOrEqualTo(6);
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().equals("fovea-batches"));
    }

    private static Iterator<Batch> counting(int count, AtomicInteger prepared) {
        return new Iterator<>() {
            private int next;

            @Override
            public boolean hasNext() {
                return next < count;
            }

            @Override
            public Batch next() {
                prepared.incrementAndGet();
                HostTensor number = HostTensor.float32(new long[] {1}, next++);
                return new Batch(number, number);
            }
        };
    }

    private record Closeable(Iterator<Batch> batches, AtomicBoolean closed) implements Iterator<Batch>, AutoCloseable {
        @Override
        public boolean hasNext() {
            return batches.hasNext();
        }

        @Override
        public Batch next() {
            return batches.next();
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
