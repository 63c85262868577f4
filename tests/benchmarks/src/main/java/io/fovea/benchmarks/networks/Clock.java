package io.fovea.benchmarks.networks;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/** How engines run and what their time is. */
enum Clock {
    /** All cores, time as it passes: for a machine with nothing else to do. */
    WALL(0),
    /** One thread each, time that this process spends on a processor: holds, roughly, while others use the machine too. */
    CORE(1);

    private final int threads;

    Clock(int threads) {
        this.threads = threads;
    }

    static Clock named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** Of each engine; 0 for its own choice. */
    int threads() {
        return threads;
    }

    long nanos() {
        if (this == WALL) {
            return System.nanoTime();
        }
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }
}
