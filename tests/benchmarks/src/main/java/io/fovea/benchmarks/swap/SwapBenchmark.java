package io.fovea.benchmarks.swap;

import io.fovea.benchmarks.processes.BrokerProcess;
import io.fovea.benchmarks.processes.Cores;
import io.fovea.benchmarks.processes.Logs;
import io.fovea.benchmarks.processes.ServiceProcess;
import io.fovea.benchmarks.served.Publisher;
import io.fovea.benchmarks.served.ServedNetwork;
import io.fovea.benchmarks.served.ServedPipeline;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * Callers over HTTP ask the predictor at a steady rate, first while nothing changes, then while two versions of LeNet-5
 * take turns as the live one. The same run, the same callers: what a swap adds to the 99th percentile.
 *
 * <p>Run from the project's root. Arguments: {@code [CALLS_A_SECOND [SECONDS_BEFORE [SWAPS]]]}.
 */
public final class SwapBenchmark {
    private static final ServedNetwork NETWORK = ServedNetwork.LENET5;
    private static final int LARGEST_BATCH = 64;
    private static final long BETWEEN_SWAPS_MILLIS = 1_500;

    private final int rate;
    private final int secondsBefore;
    private final int swaps;

    private SwapBenchmark(int rate, int secondsBefore, int swaps) {
        this.rate = rate;
        this.secondsBefore = secondsBefore;
        this.swaps = swaps;
    }

    public static void main(String... arguments) throws Exception {
        int rate = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100;
        int secondsBefore = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        int swaps = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        Logs.apply();
        new SwapBenchmark(rate, secondsBefore, swaps).run();
    }

    private void run() throws Exception {
        Path folder = Files.createTempDirectory(Files.createDirectories(Path.of("tests/benchmarks/target")), "swap");
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("kafka"))) {
            String kafka = broker.bootstrapServers();
            new ServedPipeline(kafka, folder, NETWORK).apply(LARGEST_BATCH, "auto", 1);
            try (ServiceProcess predictor = ServiceProcess.predictor(kafka, folder, "benchmark", Cores.ALL);
                    ModelRegistry registry = new ModelRegistry(
                            Map.of("bootstrap.servers", kafka), ArtefactStore.open(ServiceProcess.storage(folder)));
                    SteadyCallers callers = new SteadyCallers(predictor.url(), NETWORK.pipeline(), rate)) {
                registry.catchUp();
                new Publisher(registry, folder.resolve("work")).publish(NETWORK, 8);
                callers.awaitVersion("1");
                callers.start();
                Thread.sleep(10_000); // warm
                measure(callers, registry);
            }
        }
    }

    private void measure(SteadyCallers callers, ModelRegistry registry) throws Exception {
        long begin = System.nanoTime();
        Thread.sleep(secondsBefore * 1_000L);
        long end = System.nanoTime();
        long[][] swapped = new long[swaps][];
        for (int swap = 0; swap < swaps; swap++) {
            String next = Integer.toString(2 - swap % 2);
            long moved = System.nanoTime();
            registry.move(NETWORK.pipeline(), ModelRegistry.LIVE, next, "benchmark", "");
            callers.awaitVersion(next);
            swapped[swap] = new long[] {moved, System.nanoTime()};
            Thread.sleep(BETWEEN_SWAPS_MILLIS);
        }
        callers.stop();
        print(
                callers,
                callers.between(begin, end),
                Latencies.all(Arrays.stream(swapped)
                        .map(time -> callers.between(time[0], time[1]))
                        .toList()));
    }

    private void print(SteadyCallers callers, Latencies before, Latencies during) {
        System.out.printf("LeNet-5 over HTTP, %d calls/s, %d swaps%n", rate, swaps);
        System.out.printf("%-8s  %7s  %8s  %8s  %8s%n", "", "calls", "p50, ms", "p99, ms", "max, ms");
        print("before", before);
        print("during", during);
        System.out.printf(
                "p99 during a swap is %.2f times p99 before; %d calls in all, %d failed%n",
                during.millis(0.99) / before.millis(0.99), callers.asked(), callers.failed());
    }

    private static void print(String when, Latencies latencies) {
        System.out.printf(
                "%-8s  %,7d  %8.2f  %8.2f  %8.2f%n",
                when, latencies.count(), latencies.millis(0.5), latencies.millis(0.99), latencies.millis(1));
    }
}
