package io.fovea.benchmarks.kafka;

import io.fovea.benchmarks.processes.BrokerProcess;
import io.fovea.benchmarks.processes.ServiceProcess;
import io.fovea.benchmarks.served.BareLoop;

/**
 * A service's way through Kafka beside the bare loop over the same model at its best batch: in turn, round by round.
 *
 * @param batches the service's counter of committed batches
 */
public record Comparison(BareLoop bare, ServiceProcess service, String batches, BrokerProcess broker, Way way) {

    /** Records through Kafka and a service. */
    public interface Way {

        /** What comes before the clock runs. */
        default void prepare(int records) throws Exception {}

        /** @return nanoseconds by the clock, until all has been answered */
        long nanos(int records) throws Exception;
    }

    /** Warms up with two rounds of half as many records, then prints each round, and the medians. */
    public void run(String title, int records, int rounds) throws Exception {
        int batch = bare.bestBatch();
        for (int warming = 0; warming < 2; warming++) {
            way.prepare(records / 2);
            way.nanos(records / 2);
        }
        System.out.printf("%s, best batch %d, %,d records a round%n", title, batch, records);
        System.out.println(Round.HEAD);
        Round[] measured = new Round[rounds];
        for (int i = 0; i < rounds; i++) {
            measured[i] = round(batch, records);
            System.out.println(measured[i].line(i + 1));
        }
        System.out.println(Round.medians(measured));
    }

    private Round round(int batch, int records) throws Exception {
        long bareBefore = bare.processorTime().toNanos();
        long bareNanos = bare.nanos(batch, records);
        long bareProcessor = bare.processorTime().toNanos() - bareBefore;
        way.prepare(records);
        double transactions = service.metric(batches);
        Clocks before = Clocks.read(service, broker);
        long nanos = way.nanos(records);
        Clocks used = Clocks.read(service, broker).since(before);
        return new Round(records, bareNanos, bareProcessor, nanos, used, service.metric(batches) - transactions);
    }
}
