package io.fovea.cnn;

import java.util.concurrent.atomic.AtomicBoolean;
import org.tensorflow.DeviceSpec;
import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.proto.ConfigProto;

/** What is checked before TensorFlow is asked to work. */
final class TensorFlowRuntime {
    private static final System.Logger LOG = System.getLogger("io.fovea.cnn");
    private static final String ONEDNN = "TF_ENABLE_ONEDNN_OPTS";
    private static final String OWN_THREADS = "TF_OVERRIDE_GLOBAL_THREADPOOL";
    private static final String MEMORY_CHECK = "org.bytedeco.javacpp.maxPhysicalBytes";
    private static final AtomicBoolean CHECKED = new AtomicBoolean();

    static {
        // By default JavaCPP reads the process's size from /proc at each native allocation, which costs 11 us a run,
        // and gives up
        // above four times the heap. Fovea frees what it allocates, and does not rely on either.
        if (System.getProperty(MEMORY_CHECK) == null) {
            System.setProperty(MEMORY_CHECK, "0");
        }
    }

    private TensorFlowRuntime() {}

    /** @throws DeviceException where the device is a GPU that TensorFlow does not find */
    static ConfigProto prepare(Options options) {
        ConfigProto config = prepare(options.device(), options.threads());
        return options.replicas() > 1 && options.device().equals(Device.CPU)
                ? config.toBuilder().putDeviceCount("CPU", options.replicas()).build()
                : config;
    }

    /** @throws DeviceException where the device is a GPU that TensorFlow does not find */
    static ConfigProto prepare(Device device, int threads) {
        if (CHECKED.compareAndSet(false, true)) {
            warnWithoutOneDnn();
        }
        ConfigProto config = device.config(threads);
        if (device.mustBeGpu()) {
            requireGpu(device, config);
        }
        return config;
    }

    /**
     * For answers: each run stays on its caller's thread, but for the threads inside of one operation. Handing small operations
     * from thread to thread costs a fifth of a small network's time (docs/BENCHMARKS.md), and callers run beside each other anyway.
     *
     * @throws DeviceException where the device is a GPU that TensorFlow does not find
     */
    static ConfigProto prepareToAnswer(Device device, int threads) {
        return prepare(device, threads).toBuilder()
                .setInterOpParallelismThreads(-1)
                .build();
    }

    /**
     * For answers whose rows are shared among callers: each run has one thread. TensorFlow's executor for one thread knows no loops
     * and no branches, which no model of Fovea's has.
     */
    static ConfigProto prepareToShareRows(Device device) {
        ConfigProto.Experimental executor = ConfigProto.Experimental.newBuilder()
                .setExecutorType("SINGLE_THREADED_EXECUTOR")
                .build();
        return prepareToAnswer(device, 1).toBuilder().setExperimental(executor).build();
    }

    /** Whether sessions on this device have the threads that they ask for: else the process's first session decides for all. */
    static boolean keepsThreadsApart(Device device) {
        String own = System.getenv(OWN_THREADS);
        return ("1".equals(own) || "true".equals(own)) && (device.equals(Device.CPU) || isCpu(device));
    }

    private static boolean isCpu(Device device) {
        try {
            requireGpu(device, device.config(0));
            return false;
        } catch (DeviceException e) {
            return true;
        }
    }

    private static void warnWithoutOneDnn() {
        boolean intel = System.getProperty("os.arch").matches("amd64|x86_64");
        if (intel && System.getenv(ONEDNN) == null) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} is not set in the environment: with {0}=1, set before the JVM starts, training is up to twice as fast.",
                    ONEDNN);
        }
    }

    private static void requireGpu(Device device, ConfigProto config) {
        try (Graph graph = new Graph()) {
            Ops tf = Ops.create(graph)
                    .withDevice(DeviceSpec.newBuilder()
                            .deviceType(DeviceSpec.DeviceType.GPU)
                            .deviceIndex(0) // the only one that the configuration lets TensorFlow see
                            .build());
            tf.withName("probe").constant(1f);
            try (Session session = new Session(graph, config)) {
                session.runner().fetch("probe").run().close();
            }
        } catch (TensorFlowException | IllegalArgumentException e) {
            throw new DeviceException(device, e);
        }
    }
}
