package io.fovea.benchmarks.bars;

import io.fovea.benchmarks.processes.BrokerProcess;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What so many bars took.
 *
 * @param bars how many
 * @param wallNanos by the clock
 * @param ownNanos of the processors, in this process
 * @param brokerNanos of the processors, in the broker's
 */
record Cost(long bars, long wallNanos, long ownNanos, long brokerNanos) {

    /** Three clocks, read at one moment. */
    record Reading(long wallNanos, long ownNanos, long brokerNanos) {

        static Reading now(BrokerProcess broker) {
            var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
            return new Reading(
                    System.nanoTime(),
                    system.getProcessCpuTime(),
                    broker.processorTime().toNanos());
        }

        Cost until(Reading later, long bars) {
            return new Cost(
                    bars, later.wallNanos - wallNanos, later.ownNanos - ownNanos, later.brokerNanos - brokerNanos);
        }
    }

    double perSecond() {
        return bars / (wallNanos / 1e9);
    }

    double processorMicros() {
        return (ownNanos + brokerNanos) / 1e3 / bars;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,7.0f bars/s, %5.1f us of a processor a bar (%.1f client, %.1f broker)",
                perSecond(),
                processorMicros(),
                ownNanos / 1e3 / bars,
                brokerNanos / 1e3 / bars);
    }
}
