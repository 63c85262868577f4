package io.fovea.cnn;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.tensorflow.ndarray.Shape;

/** Weights and inputs that leave nothing at its default: statistics, gammas, biases all differ from channel to channel. */
public final class RandomModels {
    private RandomModels() {}

    /** Draws every weight of the model and sets it. */
    public static Map<String, HostTensor> weights(Model model, long seed) {
        return weights(model, seed, 1);
    }

    /** @param gain on the kernels: above 1 where activations shrink the signal on its way through many layers */
    public static Map<String, HostTensor> weights(Model model, long seed, double gain) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, HostTensor> drawn = new LinkedHashMap<>();
        FirstWeights.of(model, seed).forEach((name, first) -> {
            HostTensor value = drawn(name, first, random, gain);
            model.namedWeights().get(name).set(value);
            drawn.put(name, value);
        });
        return drawn;
    }

    private static HostTensor drawn(String name, HostTensor first, SplittableRandom random, double gain) {
        float[] values = first.toFloats();
        String kind = name.substring(name.lastIndexOf('/') + 1);
        float deviation = (float) (gain * Math.sqrt(3.0 / fanIn(kind, first.shape())));
        for (int i = 0; i < values.length; i++) {
            float unit = (float) random.nextDouble();
            values[i] = switch (kind) {
                case "bias", "beta", "mean", "moving_mean" -> unit - 0.5f;
                case "gamma" -> 0.6f + 0.6f * unit;
                case "variance", "moving_variance" -> 0.5f + unit;
                default -> 2 * deviation * (unit + (float) random.nextDouble() - 1); // a triangle's variance is a sixth
            };
        }
        return HostTensor.float32(first.shape(), values);
    }

    /** How many values one output is made of; signals keep their size on the way with a variance of two by that. */
    private static long fanIn(String kind, long[] shape) {
        long size = 1;
        for (int axis = 0; axis < shape.length - 1; axis++) {
            size *= kind.equals("depthwise_kernel") && axis == 2 ? 1 : shape[axis];
        }
        return size;
    }

    /** {@code count} examples for the model's inputs, by name: pixels, or floats from -1 to 1. */
    public static Map<String, HostTensor> inputs(Model model, int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<String, HostTensor> inputs = new LinkedHashMap<>();
        model.inputs().forEach(input -> inputs.put(input.layer().name(), input(input, count, random)));
        return inputs;
    }

    private static HostTensor input(SymbolicTensor input, int count, SplittableRandom random) {
        Shape shape = input.shape().prepend(count);
        int size = Math.toIntExact(shape.size());
        if (input.dtype() == DType.UINT8) {
            return HostTensor.uint8(shape.asArray(), pixels(size, size / count, random));
        }
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return HostTensor.float32(shape.asArray(), values);
    }

    /** Noise on a brightness that changes from example to example, and slowly within one: noise alone has but one mean. */
    private static byte[] pixels(int size, int example, SplittableRandom random) {
        byte[] pixels = new byte[size];
        double level = 0;
        for (int i = 0; i < size; i++) {
            if (i % example == 0 || random.nextInt(Math.max(1, example / 4)) == 0) {
                level = 200 * random.nextDouble();
            }
            pixels[i] = (byte) (level + 55 * random.nextDouble());
        }
        return pixels;
    }
}
