package io.fovea.benchmarks.device;

import io.fovea.cnn.Device;
import io.fovea.cnn.architectures.Architecture;
import io.fovea.cnn.architectures.Architectures;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.tensorflow.ndarray.Shape;

/**
 * Trains one architecture on random images: first 20 steps on the processor and on the device, which must give the same
 * losses; then images a second on the device for each batch size.
 *
 * <p>Arguments: {@code DEVICE ARCHITECTURE HEIGHT WIDTH CHANNELS CLASSES BATCH...}, such as {@code gpu:0 lenet5 28 28 1
 * 10 32 256 1024}.
 */
public final class DeviceBenchmark {
    private static final int LOSS_STEPS = 20;
    private static final int LOSS_BATCH = 32;
    private static final int STEPS = 50;

    private DeviceBenchmark() {}

    public static void main(String... arguments) {
        var device = new Device(arguments[0]);
        Architecture architecture = Architectures.named(arguments[1]);
        int[] sizes = Arrays.stream(arguments, 2, arguments.length)
                .mapToInt(Integer::parseInt)
                .toArray();
        var run = new Run(architecture, Shape.of(sizes[0], sizes[1], sizes[2]), sizes[3], 7);
        System.out.printf("%s on %s%n", architecture.name(), device.name());
        compareLosses(run, device);
        IntStream.of(sizes)
                .skip(4)
                .forEach(batch -> System.out.printf(
                        "batch %5d  %10.0f images/s%n", batch, run.imagesPerSecond(device, batch, STEPS)));
    }

    private static void compareLosses(Run run, Device device) {
        List<Double> expected = run.losses(Device.CPU, LOSS_BATCH, LOSS_STEPS);
        List<Double> actual = run.losses(device, LOSS_BATCH, LOSS_STEPS);
        double largest = IntStream.range(0, LOSS_STEPS)
                .mapToDouble(step -> Math.abs(expected.get(step) - actual.get(step)))
                .max()
                .orElseThrow();
        System.out.printf(
                "loss over %d steps: from %.6f to %.6f, largest difference to the processor %.2e%n",
                LOSS_STEPS, actual.get(0), actual.get(LOSS_STEPS - 1), largest);
    }
}
