package io.fovea.benchmarks.kafka;

import io.fovea.benchmarks.processes.BrokerProcess;
import io.fovea.benchmarks.processes.Cores;
import io.fovea.benchmarks.processes.Logs;
import io.fovea.benchmarks.processes.ServiceProcess;
import io.fovea.benchmarks.served.BareLoop;
import io.fovea.benchmarks.served.ServedNetwork;
import io.fovea.benchmarks.served.ServedPipeline;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Kafka to Kafka beside the engine alone: tensors go into a pipeline's examples, the predictor answers exactly once, a {@code
 * read_committed} consumer reads the predictions; the same model runs in a bare loop at its best batch. Broker, predictor and loop
 * are processes of their own.
 *
 * <p>Run from the project's root. Arguments: {@code [NETWORK [RECORDS [ROUNDS [together|apart]]]]}; {@code apart} gives predictor and
 * loop core 0 and the broker core 1, where this process is to be too.
 */
public final class KafkaPathBenchmark {
    private static final int PARTITIONS = 4;
    private static final String BATCHES = "fovea_predictor_batches_total";

    private final ServedNetwork network;
    private final int records;
    private final int rounds;
    private final Cores ours;
    private final Cores others;

    private KafkaPathBenchmark(ServedNetwork network, int records, int rounds, boolean apart) {
        this.network = network;
        this.records = records;
        this.rounds = rounds;
        this.ours = apart ? new Cores("0") : Cores.ALL;
        this.others = apart ? new Cores("1") : Cores.ALL;
    }

    public static void main(String... arguments) throws Exception {
        Logs.apply();
        ServedNetwork network = ServedNetwork.named(arguments.length > 0 ? arguments[0] : "lenet5");
        int records = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 40_000;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 5;
        boolean apart = arguments.length > 3 && arguments[3].equals("apart");
        new KafkaPathBenchmark(network, records, rounds, apart).run();
    }

    private void run() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("tests/benchmarks/target")), "kafka");
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("kafka"), others)) {
            ServedPipeline pipeline = new ServedPipeline(broker.bootstrapServers(), folder, network);
            Path artefact = pipeline.apply(256, "tensorflow", PARTITIONS);
            try (ServiceProcess predictor =
                            ServiceProcess.predictor(broker.bootstrapServers(), folder, "benchmark", ours);
                    BareLoop bare = BareLoop.start(network, artefact, ours);
                    KafkaPath kafka = new KafkaPath(broker.bootstrapServers(), network)) {
                new Comparison(bare, predictor, BATCHES, broker, kafka::predict).run(network.title(), records, rounds);
            }
        }
    }
}
