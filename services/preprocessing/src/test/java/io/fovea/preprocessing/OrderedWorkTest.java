package io.fovea.preprocessing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OrderedWorkTest {
    private final OrderedWork work = new OrderedWork(2);

    @AfterEach
    void close() {
        work.close();
    }

    @Test
    void shouldKeepTheOrderOfTheItems() {
        // Given
        List<Integer> items = IntStream.range(0, 200).boxed().toList();
        List<Integer> results = new ArrayList<>();

        // When
        work.forEach(items, item -> sleepWhereEven(item), results::add);

        // Then
        assertThat(results).isEqualTo(items);
    }

    @Test
    void shouldWorkOnSeveralThreads() {
        // Given
        var both = new CyclicBarrier(2); // one thread alone would wait for ever

        // When
        List<Boolean> met = new ArrayList<>();
        work.forEach(List.of(1, 2), item -> meet(both), met::add);

        // Then
        assertThat(met).containsExactly(true, true);
    }

    @Test
    void shouldFailAsTheFirstItemThatFails() {
        assertThatThrownBy(() -> work.forEach(List.of(1, 0), item -> 1 / item, result -> {}))
                .isInstanceOf(ArithmeticException.class);
    }

    private static int sleepWhereEven(int item) {
        if (item % 2 == 0) {
            Thread.yield();
        }
        return item;
    }

    private static boolean meet(CyclicBarrier barrier) {
        try {
            barrier.await(10, TimeUnit.SECONDS);
            return true;
        } catch (Exception e) {
            return false;
        }
    }
}
