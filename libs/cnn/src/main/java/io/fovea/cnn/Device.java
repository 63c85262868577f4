package io.fovea.cnn;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GPUOptions;

/**
 * Where a model computes: {@code auto} (a GPU where TensorFlow finds one), {@code cpu}, or a certain GPU, {@code gpu:0}.
 * GPU memory grows with need.
 */
public record Device(String name) {
    private static final Pattern NAME = Pattern.compile("auto|cpu|gpu:(\\d+)");

    public static final Device AUTO = new Device("auto");
    public static final Device CPU = new Device("cpu");

    /** @throws IllegalArgumentException for any other name */
    public Device {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Expected auto, cpu or gpu:0, received %s.".formatted(name));
        }
    }

    boolean mustBeGpu() {
        return name.startsWith("gpu:");
    }

    /** @param threads for one operation and between operations; 0 for one a core */
    ConfigProto config(int threads) {
        GPUOptions.Builder gpu = GPUOptions.newBuilder().setAllowGrowth(true);
        ConfigProto.Builder config =
                ConfigProto.newBuilder().setIntraOpParallelismThreads(threads).setInterOpParallelismThreads(threads);
        Matcher matcher = NAME.matcher(name);
        if (matcher.matches() && matcher.group(1) != null) {
            gpu.setVisibleDeviceList(matcher.group(1));
        }
        if (name.equals("cpu")) {
            config.putDeviceCount("GPU", 0);
        }
        return config.setGpuOptions(gpu).build();
    }
}
