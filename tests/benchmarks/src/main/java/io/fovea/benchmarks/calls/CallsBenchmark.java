package io.fovea.benchmarks.calls;

import io.fovea.benchmarks.calls.Callers.Answered;
import io.fovea.benchmarks.processes.BrokerProcess;
import io.fovea.benchmarks.processes.Cores;
import io.fovea.benchmarks.processes.Logs;
import io.fovea.benchmarks.processes.ServiceProcess;
import io.fovea.benchmarks.served.BareLoop;
import io.fovea.benchmarks.served.ServedNetwork;
import io.fovea.benchmarks.served.ServedPipeline;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * REST and gRPC beside the engine alone: what they add for one caller to a batch of 1, and what 64 callers get of the loop's best
 * batch. Predictor and loop are processes of their own.
 *
 * <p>Run from the project's root. Arguments: {@code [NETWORK [SECONDS [ROUNDS]]]}.
 */
public final class CallsBenchmark {
    private static final int CALLERS = 64;

    private final ServedNetwork network;
    private final int seconds;
    private final int rounds;

    private CallsBenchmark(ServedNetwork network, int seconds, int rounds) {
        this.network = network;
        this.seconds = seconds;
        this.rounds = rounds;
    }

    public static void main(String... arguments) throws Exception {
        Logs.apply();
        ServedNetwork network = ServedNetwork.named(arguments.length > 0 ? arguments[0] : "resnet20");
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 4;
        int rounds = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3;
        new CallsBenchmark(network, seconds, rounds).run();
    }

    private void run() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("tests/benchmarks/target")), "calls");
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("kafka"))) {
            Path artefact =
                    new ServedPipeline(broker.bootstrapServers(), folder, network).apply(CALLERS, "tensorflow", 1);
            try (ServiceProcess predictor =
                            ServiceProcess.predictor(broker.bootstrapServers(), folder, "benchmark", Cores.ALL);
                    BareLoop bare = BareLoop.start(network, artefact, Cores.ALL);
                    Door http = Door.http(predictor, network, CALLERS);
                    Door grpc = Door.grpc(predictor, network, CALLERS)) {
                measure(bare, List.of(http, grpc), predictor);
            }
        }
    }

    private void measure(BareLoop bare, List<Door> doors, ServiceProcess predictor) throws Exception {
        int best = bare.bestBatch();
        for (Door door : doors) { // warms up
            door.alone().ask(seconds);
            door.callers().ask(seconds);
        }
        System.out.printf("%s, best batch %d%n", network.title(), best);
        System.out.println(
                "                one caller                                  64 callers, records/s           predictor,");
        System.out.println(
                "round  door   p50, ms   more than bare  p99, ms  more than bare  answered    bare  ratio  us a record");
        for (int round = 1; round <= rounds; round++) {
            for (Door door : doors) {
                line(round, bare, best, door, predictor);
            }
        }
    }

    private void line(int round, BareLoop bare, int best, Door door, ServiceProcess predictor) throws Exception {
        BareLoop.Took one = bare.run(1, 1500);
        Answered alone = door.alone().ask(seconds);
        double most = 8192e9 / bare.nanos(best, 8192);
        long before = predictor.processorTime().toNanos();
        Answered all = door.callers().ask(seconds);
        long used = predictor.processorTime().toNanos() - before;
        System.out.printf(
                "%5d  %-5s  %7.2f  %14.2f  %7.2f  %14.2f  %,8.0f  %,6.0f  %5.2f  %11.0f%n",
                round,
                door.name(),
                alone.millis(0.5),
                alone.millis(0.5) - one.p50() / 1e6,
                alone.millis(0.99),
                alone.millis(0.99) - one.p99() / 1e6,
                all.perSecond(),
                most,
                all.perSecond() / most,
                used / 1e3 / all.latencies().length);
    }
}
