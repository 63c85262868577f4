package io.fovea.benchmarks.kafka;

import io.fovea.benchmarks.processes.BrokerProcess;
import io.fovea.benchmarks.processes.Cores;
import io.fovea.benchmarks.processes.Logs;
import io.fovea.benchmarks.processes.ServiceProcess;
import io.fovea.benchmarks.served.ServedNetwork;
import io.fovea.benchmarks.served.ServedPipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Kafka to Kafka with one and two partitions and predictors, one setup after the other, in rounds; each has a broker of its own.
 *
 * <p>Run from the project's root. Arguments: {@code [NETWORK [RECORDS [ROUNDS]]]}.
 */
public final class ScaleBenchmark {

    private final ServedNetwork network;
    private final int records;

    private ScaleBenchmark(ServedNetwork network, int records) {
        this.network = network;
        this.records = records;
    }

    public static void main(String... arguments) throws Exception {
        Logs.apply();
        ServedNetwork network = ServedNetwork.named(arguments.length > 0 ? arguments[0] : "lenet5");
        int records = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40_000;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        System.out.printf("%s, %,d records%n", network.title(), records);
        System.out.println("round  partitions  predictors  records/s  predictors, us of a processor a record");
        for (int round = 1; round <= rounds; round++) {
            for (int[] setup : new int[][] {{1, 1}, {2, 1}, {2, 2}}) {
                System.out.printf(
                        "%5d  %10d  %10d  %s%n",
                        round, setup[0], setup[1], new ScaleBenchmark(network, records).measure(setup[0], setup[1]));
            }
        }
    }

    private String measure(int partitions, int instances) throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("tests/benchmarks/target")), "scale");
        List<ServiceProcess> predictors = new ArrayList<>();
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("kafka"))) {
            String kafka = broker.bootstrapServers();
            new ServedPipeline(kafka, folder, network).apply(256, "tensorflow", partitions);
            for (int i = 0; i < instances; i++) {
                predictors.add(ServiceProcess.predictor(kafka, folder, "benchmark-" + i, Cores.ALL));
            }
            try (KafkaPath path = new KafkaPath(kafka, network)) {
                path.predict(records);
                long before = processorNanos(predictors);
                long[] nanos = {path.predict(records), path.predict(records), path.predict(records)};
                long used = (processorNanos(predictors) - before) / nanos.length;
                Arrays.sort(nanos);
                return "%,9.0f  %38.1f".formatted(records * 1e9 / nanos[1], used / 1e3 / records);
            }
        } finally {
            for (ServiceProcess predictor : predictors) {
                predictor.close();
            }
        }
    }

    private static long processorNanos(List<ServiceProcess> predictors) {
        return predictors.stream()
                .map(ServiceProcess::processorTime)
                .mapToLong(Duration::toNanos)
                .sum();
    }
}
