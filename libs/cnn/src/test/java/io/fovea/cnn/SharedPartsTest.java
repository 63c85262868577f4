package io.fovea.cnn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharedPartsTest {
    @Test
    void shouldRunEachPartOnceForManyCallersAtOnce() {
        // When
        IntStream.range(0, 200).parallel().forEach(call -> {
            AtomicIntegerArray runs = new AtomicIntegerArray(37);
            SharedParts.run(37, 4, runs::incrementAndGet);

            // Then: all are done when the call returns
            assertThat(IntStream.range(0, 37).map(runs::get)).containsOnly(1);
        });
    }

    @Test
    void shouldRunOnTheCallerAloneWhereItHasNoOtherThread() {
        // When
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        SharedParts.run(9, 1, part -> threads.add(Thread.currentThread()));

        // Then
        assertThat(threads).containsExactly(Thread.currentThread());
    }

    @Test
    void shouldNotWaitForHelpersThatAreBusy() throws InterruptedException {
        // Given: every thread but this one works until it is told to stop
        int threads = Runtime.getRuntime().availableProcessors() + 1;
        CountDownLatch stop = new CountDownLatch(1);
        Thread busy = new Thread(() -> SharedParts.run(threads, threads, part -> await(stop)));
        busy.start();

        // When
        AtomicIntegerArray runs = new AtomicIntegerArray(5);
        SharedParts.run(5, threads, runs::incrementAndGet);

        // Then
        assertThat(IntStream.range(0, 5).map(runs::get)).containsOnly(1);
        stop.countDown();
        busy.join();
    }

    @Test
    void shouldThrowWhatAPartThrowsOnceAllAreDone() {
        // Given
        AtomicIntegerArray runs = new AtomicIntegerArray(8);

        // When
        assertThatThrownBy(() -> SharedParts.run(8, 2, part -> {
                    runs.incrementAndGet(part);
                    if (part == 3) {
                        throw new IllegalArgumentException("part 3");
                    }
                }))
                // Then
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("part 3");
        assertThat(IntStream.range(0, 8).map(runs::get)).containsOnly(1);
    }

    private static void await(CountDownLatch stop) {
        try {
            if (!stop.await(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("The other call waited for a busy thread.");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
