package io.fovea.benchmarks.kafka;

import io.fovea.benchmarks.processes.BrokerProcess;
import io.fovea.benchmarks.processes.PredictorProcess;
import java.lang.management.ManagementFactory;

/** What each process has used of the processors, in nanoseconds; or between two moments. */
record Clocks(long predictor, long broker, long own) {

    static Clocks read(PredictorProcess predictor, BrokerProcess broker) {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Clocks(
                predictor.processorTime().toNanos(), broker.processorTime().toNanos(), system.getProcessCpuTime());
    }

    Clocks since(Clocks before) {
        return new Clocks(predictor - before.predictor, broker - before.broker, own - before.own);
    }
}
