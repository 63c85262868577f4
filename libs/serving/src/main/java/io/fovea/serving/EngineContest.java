package io.fovea.serving;

import io.fovea.cnn.HostTensor;
import io.fovea.registry.TensorSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Lets two engines run the same version on the same numbers, at the batch sizes that it will meet: the ONNX form may answer only
 * where it gives what TensorFlow gives, and does where it is faster.
 */
final class EngineContest {

    /** How far two answers may lie apart; beside numbers above 1, as a share of them. */
    static final double TOLERANCE = 1e-4;

    private static final int MOST_ROUNDS = 9;
    private static final long ENOUGH_NANOS = 60_000_000;

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

    /** The median time for a batch. */
    record Round(int batchSize, long tensorFlowNanos, long onnxNanos) {}

    /** Stops at the first batch size where they disagree. */
    Result run(List<Integer> batchSizes) {
        List<Round> rounds = new java.util.ArrayList<>();
        for (int batchSize : batchSizes) {
            HostTensor numbers = numbers(batchSize);
            Optional<String> disagreement = disagreement(batchSize, numbers);
            if (disagreement.isPresent()) {
                return new Result(disagreement, rounds);
            }
            rounds.add(time(batchSize, numbers));
        }
        return new Result(Optional.empty(), rounds);
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

    private Round time(int batchSize, HostTensor numbers) {
        long[] tensorFlowNanos = new long[MOST_ROUNDS];
        long[] onnxNanos = new long[MOST_ROUNDS];
        int rounds = 0;
        for (long spent = 0; rounds < MOST_ROUNDS && (rounds == 0 || spent < ENOUGH_NANOS); rounds++) {
            tensorFlowNanos[rounds] = time(tensorFlow, numbers);
            onnxNanos[rounds] = time(onnx, numbers);
            spent += tensorFlowNanos[rounds] + onnxNanos[rounds];
        }
        return new Round(batchSize, median(tensorFlowNanos, rounds), median(onnxNanos, rounds));
    }

    private static long time(Engine engine, HostTensor numbers) {
        long start = System.nanoTime();
        engine.run(numbers);
        return System.nanoTime() - start;
    }

    private static long median(long[] nanos, int count) {
        return Arrays.stream(nanos, 0, count)
                .sorted()
                .skip(count / 2)
                .findFirst()
                .orElse(1);
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
