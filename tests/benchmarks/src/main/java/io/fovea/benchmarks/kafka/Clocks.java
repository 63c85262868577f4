package io.fovea.benchmarks.kafka;

import io.fovea.benchmarks.processes.BrokerProcess;
import io.fovea.benchmarks.processes.ServiceProcess;
import java.lang.management.ManagementFactory;

/** What each process has used of the processors, in nanoseconds; or between two moments. */
record Clocks(long service, long broker, long own) {

    static Clocks read(ServiceProcess service, BrokerProcess broker) {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Clocks(
                service.processorTime().toNanos(), broker.processorTime().toNanos(), system.getProcessCpuTime());
    }

    Clocks since(Clocks before) {
        return new Clocks(service - before.service, broker - before.broker, own - before.own);
    }
}
