package io.fovea.benchmarks.streams;

import io.fovea.benchmarks.processes.BrokerProcess;
import io.fovea.benchmarks.processes.Cores;
import io.fovea.benchmarks.processes.Logs;
import io.fovea.benchmarks.processes.ServiceProcess;
import io.fovea.benchmarks.served.ServedNetwork;
import io.fovea.benchmarks.served.ServedPipeline;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * The feed-forward net on 28 x 28, one record a message: the predictor, exactly once, beside Kafka Streams with ONNX Runtime inside,
 * at least once and exactly once. The same broker, the same records, one after the other, another one first in each round; each is
 * alone while it is measured.
 *
 * <p>Run from the project's root. Arguments: {@code [RECORDS [RATE [SECONDS [ROUNDS [WARM_UP_SECONDS]]]]]}; as long as that in a flood, and half as
 * long at the rate.
 */
public final class StreamsBenchmark {
    private static final ServedNetwork NETWORK = ServedNetwork.FFNN;
    private static final int PARTITIONS = 4;

    /** Otherwise the last to be measured has its records written where memory has been used up by those before. */
    private static final Map<String, String> SHORT_LOGS = Map.of(
            "log.segment.bytes",
            Integer.toString(32 << 20),
            "log.retention.bytes",
            Integer.toString(256 << 20),
            "log.retention.check.interval.ms",
            "5000",
            "log.segment.delete.delay.ms",
            "1000");

    private final int records;
    private final int rate;
    private final int seconds;
    private final int rounds;
    private final Duration warmUp;

    private StreamsBenchmark(int[] numbers) {
        this.records = numbers.length > 0 ? numbers[0] : 30_000;
        this.rate = numbers.length > 1 ? numbers[1] : 1_000;
        this.seconds = numbers.length > 2 ? numbers[2] : 8;
        this.rounds = numbers.length > 3 ? numbers[3] : 3;
        this.warmUp = Duration.ofSeconds(numbers.length > 4 ? numbers[4] : 1);
    }

    public static void main(String... arguments) throws Exception {
        Logs.apply();
        new StreamsBenchmark(java.util.Arrays.stream(arguments)
                        .mapToInt(Integer::parseInt)
                        .toArray())
                .run();
    }

    private void run() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("tests/benchmarks/target")), "streams");
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("kafka"), Cores.ALL, SHORT_LOGS)) {
            String kafka = broker.bootstrapServers();
            Path artefact = new ServedPipeline(kafka, folder, NETWORK).apply(256, "auto", PARTITIONS);
            Path model = artefact.resolve("model.onnx");
            System.out.printf(
                    "%s: %d s to warm up, %,d records, then %,d a second for %d s%n",
                    NETWORK.title(), warmUp.toSeconds(), records, rate, seconds);
            System.out.println(Measured.HEAD);
            for (int round = 1; round <= rounds; round++) {
                for (Contender contender : contenders(kafka, folder, model, round)) {
                    System.out.println(contender.measure(kafka, round));
                }
            }
        }
    }

    private List<Contender> contenders(String kafka, Path folder, Path model, int round) {
        List<Contender> all = new ArrayList<>();
        String pipeline = NETWORK.pipeline();
        all.add(new Contender(
                "predictor, exactly once", Topics.examples(pipeline), Topics.predictions(pipeline), () -> {
                    ServiceProcess predictor = ServiceProcess.predictor(kafka, folder, "benchmark", Cores.ALL);
                    System.out.println("The predictor runs " + predictor.platform(pipeline) + ".");
                    return new Running(predictor, predictor::processorTime);
                }));
        for (String guarantee : List.of("at_least_once", "exactly_once_v2")) {
            String from =
                    "in.%s.%d".formatted(guarantee, round); // at least once answers some of the round before again
            String to = "out.%s.%d".formatted(guarantee, round);
            all.add(new Contender("Kafka Streams, " + guarantee.replace('_', ' '), from, to, () -> {
                try (TopicAdmin admin = TopicAdmin.of(Map.of("bootstrap.servers", kafka))) {
                    admin.ensureTopic(from);
                    admin.ensureTopic(to);
                }
                OnnxTopology topology =
                        OnnxTopology.start(kafka, NETWORK, model, guarantee, from, to, folder.resolve("streams"));
                return new Running(topology, topology::processorTime);
            }));
        }
        Collections.rotate(all, 1 - round); // each is first once
        return all;
    }

    /** A process that answers. */
    record Running(AutoCloseable process, java.util.function.Supplier<Duration> processorTime) {}

    interface Starting {
        Running start() throws Exception;
    }

    private final class Contender {
        private final String name;
        private final String from;
        private final String to;
        private final Starting starting;

        Contender(String name, String from, String to, Starting starting) {
            this.name = name;
            this.from = from;
            this.to = to;
            this.starting = starting;
        }

        Measured measure(String kafka, int round) throws Exception {
            Running running = starting.start();
            try (AutoCloseable process = running.process();
                    RatedWay way = new RatedWay(kafka, NETWORK, from, to)) {
                long cold = System.nanoTime();
                do {
                    way.flood(records);
                } while (System.nanoTime() - cold < warmUp.toNanos());
                long before = running.processorTime().get().toNanos();
                long nanos = way.flood(records);
                long processor = running.processorTime().get().toNanos() - before;
                // batches are of other sizes than in a flood, so the JVMs' compilers are at it again
                way.latencies(Math.toIntExact(rate * Math.max(2, warmUp.toSeconds() / 2)), rate);
                return new Measured(round, name, records, nanos, processor, way.latencies(rate * seconds, rate));
            }
        }
    }
}
