package io.fovea.cnn.metrics;

import io.fovea.cnn.HostTensor;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Runs metrics on plain arrays. */
final class MetricRun {
    private MetricRun() {}

    /** All in one batch, and once more in two with the state kept in between; both must say the same. */
    static double of(Metric metric, HostTensor targets, HostTensor outputs, float @Nullable [] weights) {
        Metric.Accumulator whole = metric.start();
        whole.add(targets, outputs, weights);
        Metric.Accumulator first = metric.start();
        add(first, targets, outputs, weights, 0, 1);
        Metric.Accumulator second = metric.start();
        second.restore(first.state());
        add(second, targets, outputs, weights, 1, outputs.rows());
        if (Double.compare(whole.result(), second.result()) != 0) {
            throw new AssertionError("%s in one batch, %s in two".formatted(whole.result(), second.result()));
        }
        return whole.result();
    }

    private static void add(
            Metric.Accumulator accumulator,
            HostTensor targets,
            HostTensor outputs,
            float @Nullable [] weights,
            int from,
            int to) {
        int[] rows = new int[to - from];
        Arrays.setAll(rows, i -> from + i);
        accumulator.add(
                targets.gather(rows),
                outputs.gather(rows),
                weights == null ? null : Arrays.copyOfRange(weights, from, to));
    }

    static HostTensor labels(long... labels) {
        return HostTensor.int64(new long[] {labels.length}, labels);
    }

    static HostTensor column(float... values) {
        return HostTensor.float32(new long[] {values.length}, values);
    }

    static HostTensor rows(int columns, float... values) {
        return HostTensor.float32(new long[] {values.length / columns, columns}, values);
    }
}
