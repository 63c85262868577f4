package io.fovea.serving;

import io.fovea.cnn.HostTensor;
import io.fovea.registry.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Lets two engines run the same version on the same numbers, at the batch sizes that it will meet: the ONNX form may answer only
 * where it gives what TensorFlow gives, and does where it is faster.
 */
final class EngineContest {

    /** How far two answers may lie apart; beside numbers above 1, as a share of them. */
    static final double TOLERANCE = 1e-4;

    private static final int MOST_PASSES = 60;
    private static final long ENOUGH_NANOS = 1_000_000_000;

    private final TensorSpec input;
    private final Engine tensorFlow;
    private final Engine onnx;

    EngineContest(TensorSpec input, Engine tensorFlow, Engine onnx) {
        this.input = input;
        this.tensorFlow = tensorFlow;
        this.onnx = onnx;
    }

    /** How they did: a disagreement where there is one, and TensorFlow's time for one of ONNX Runtime, by batch size. */
    record Result(Optional<String> disagreement, List<Round> rounds) {

        /**
         * Above 1 where ONNX Runtime is faster at one batch of each size together. The large ones count for most of it: a stream
         * that is behind consists of them, and one that is not has time.
         */
        double speedUp() {
            long tensorFlowNanos =
                    rounds.stream().mapToLong(Round::tensorFlowNanos).sum();
            long onnxNanos = rounds.stream().mapToLong(Round::onnxNanos).sum();
            return rounds.isEmpty() ? 1 : (double) tensorFlowNanos / onnxNanos;
        }
    }

    /** The shortest time for a batch: what else runs as a service starts, the JVM's compiler before all, only ever adds to it. */
    record Round(int batchSize, long tensorFlowNanos, long onnxNanos) {}

    /** Stops at the first batch size where they disagree, and times them where they agree on all. */
    Result run(List<Integer> batchSizes) {
        List<HostTensor> batches = new ArrayList<>();
        for (int batchSize : batchSizes) {
            HostTensor numbers = numbers(batchSize);
            Optional<String> disagreement = disagreement(batchSize, numbers);
            if (disagreement.isPresent()) {
                return new Result(disagreement, List.of());
            }
            batches.add(numbers);
        }
        return new Result(Optional.empty(), time(batches));
    }

    private Optional<String> disagreement(int batchSize, HostTensor numbers) {
        float[] expected = tensorFlow.run(numbers).toFloats();
        float[] received;
        try {
            received = onnx.run(numbers).toFloats();
        } catch (RuntimeException e) {
            return Optional.of("its ONNX form fails on a batch of %d: %s".formatted(batchSize, e.getMessage()));
        }
        if (expected.length != received.length) {
            return Optional.of("its ONNX form answers with %d numbers, TensorFlow with %d"
                    .formatted(received.length, expected.length));
        }
        double worst = 0;
        for (int i = 0; i < expected.length; i++) {
            double difference = Math.abs(expected[i] - received[i]) / Math.max(1, Math.abs(expected[i]));
            worst = Double.isNaN(difference) ? Double.POSITIVE_INFINITY : Math.max(worst, difference);
        }
        return worst <= TOLERANCE
                ? Optional.empty()
                : Optional.of("its two forms disagree by %.2g on a batch of %d".formatted(worst, batchSize));
    }

    /** All sizes in turn, again and again: in the first passes the JVM is cold. */
    private List<Round> time(List<HostTensor> batches) {
        long[] tensorFlowNanos = new long[batches.size()];
        long[] onnxNanos = new long[batches.size()];
        Arrays.fill(tensorFlowNanos, Long.MAX_VALUE);
        Arrays.fill(onnxNanos, Long.MAX_VALUE);
        long start = System.nanoTime();
        for (int pass = 0; pass < MOST_PASSES && (pass == 0 || System.nanoTime() - start < ENOUGH_NANOS); pass++) {
            for (int i = 0; i < batches.size(); i++) {
                tensorFlowNanos[i] = Math.min(tensorFlowNanos[i], time(tensorFlow, batches.get(i)));
                onnxNanos[i] = Math.min(onnxNanos[i], time(onnx, batches.get(i)));
            }
        }
        return IntStream.range(0, batches.size())
                .mapToObj(i -> new Round(batches.get(i).rows(), tensorFlowNanos[i], onnxNanos[i]))
                .toList();
    }

    private static long time(Engine engine, HostTensor numbers) {
        long start = System.nanoTime();
        engine.run(numbers);
        return System.nanoTime() - start;
    }

    /** Pixels from 0 to 255, numbers around 0, or zeros where numbers stand for something; the same each time. */
    private HostTensor numbers(int batchSize) {
        HostTensor zeros = TensorBatch.zeros(input, batchSize).tensor();
        Random random = new Random(batchSize);
        return switch (zeros.dtype()) {
            case UINT8 -> {
                byte[] pixels = new byte[zeros.contents().length];
                random.nextBytes(pixels);
                yield HostTensor.uint8(zeros.shape(), pixels);
            }
            case FLOAT32 -> {
                float[] numbers = new float[Math.toIntExact(zeros.elements())];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = (float) random.nextGaussian();
                }
                yield HostTensor.float32(zeros.shape(), numbers);
            }
            default -> zeros;
        };
    }
}
