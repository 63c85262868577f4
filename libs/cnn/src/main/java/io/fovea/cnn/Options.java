package io.fovea.cnn;

/**
 * How a model is compiled.
 *
 * @param seed of the first weights, of the order of the examples and of dropout: the same seed gives the same run
 * @param device where it computes
 * @param threads of TensorFlow; 0 for one a core
 * @param precision what training computes in
 * @param replicas devices that each take their part of every batch: GPUs, or with {@link Device#CPU} as many virtual CPUs
 */
public record Options(long seed, Device device, int threads, Precision precision, int replicas) {
    /** @throws IllegalArgumentException for a negative number of threads, less than one replica, or several on one GPU */
    public Options {
        if (threads < 0 || replicas < 1) {
            throw new IllegalArgumentException("Expected 0 threads or more and 1 replica or more, received %d and %d."
                    .formatted(threads, replicas));
        }
        if (replicas > 1 && device.mustBeGpu()) {
            throw new IllegalArgumentException(
                    "%s is one device, and %d replicas need as many. Maybe the device auto is meant."
                            .formatted(device.name(), replicas));
        }
    }

    /** In float32, on one device. */
    public Options(long seed, Device device, int threads) {
        this(seed, device, threads, Precision.FLOAT32, 1);
    }

    /** With a thread a core. */
    public Options(long seed, Device device) {
        this(seed, device, 0);
    }

    /** With {@link Device#AUTO}. */
    public static Options seed(long seed) {
        return new Options(seed, Device.AUTO);
    }

    /** The same at another precision. */
    public Options precision(Precision other) {
        return new Options(seed, device, threads, other, replicas);
    }

    /** The same on this many devices. */
    public Options replicas(int devices) {
        return new Options(seed, device, threads, precision, devices);
    }
}
