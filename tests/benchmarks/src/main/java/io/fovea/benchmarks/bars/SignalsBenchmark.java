package io.fovea.benchmarks.bars;

import io.fovea.benchmarks.kafka.Fovea;
import io.fovea.benchmarks.processes.Logs;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.training.v1.OffsetRange;
import io.fovea.registry.ArtefactStore;
import io.fovea.registry.ModelRegistry;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.IsolationLevel;

/**
 * From bars to signals in a built all-in-one, with a network that is live: how long a backfill of a file of daily bars takes
 * to its last signal, and how long a live bar takes to its committed signal while 1,000 a second come.
 */
public final class SignalsBenchmark {

    private static final int LAGS = 60;
    private static final int LIVE_SECONDS = 150;
    private static final int WARM_UP_SECONDS = 110; // until the compiler has done most of its work
    private static final int DAYS_A_SECOND = 1_000 / DailyBars.INSTRUMENTS;

    private static final Duration QUIET = Duration.ofSeconds(10);

    private SignalsBenchmark() {}

    /** @param arguments {@code live}, {@code hops} for the same with its stages, {@code backfill FILE}, or several */
    public static void main(String[] arguments) throws Exception {
        Logs.apply();
        Path folder = Files.createTempDirectory("fovea-signals-benchmark");
        try (Fovea fovea = Fovea.up(folder.resolve("data"))) {
            for (int i = 0; i < arguments.length; i++) {
                switch (arguments[i]) {
                    case "live" -> live(fovea, folder, "live", Set.of());
                    case "hops" -> live(fovea, folder, "hops", EnumSet.of(IsolationLevel.READ_COMMITTED));
                    case "backfill" -> backfill(fovea, folder, arguments[++i]);
                    default -> throw new IllegalArgumentException("Allowed: live, hops, backfill FILE.");
                }
            }
        }
    }

    private static void live(Fovea fovea, Path folder, String name, Set<IsolationLevel> stages) throws Exception {
        String universe = IntStream.range(0, DailyBars.INSTRUMENTS)
                .mapToObj(DailyBars::instrument)
                .collect(Collectors.joining(", "));
        PipelineSpec pipeline = apply(fovea, folder, name, "instruments: [" + universe + "]");
        goLive(fovea, folder, pipeline);
        new DailyBars(pipeline).send(fovea.bootstrapServers(), LAGS);
        awaitWindows(fovea, pipeline);
        System.out.println("bar to committed signal, 1,000 bars a second:");
        var latencies = new LiveBars(fovea.bootstrapServers(), pipeline, LAGS, LIVE_SECONDS)
                .measure(WARM_UP_SECONDS * DAYS_A_SECOND, stages);
        System.out.println("  from the last bar of its day:  " + LiveBars.Latencies.line(latencies.fromLastBar()));
        System.out.println("  from its own bar:              " + LiveBars.Latencies.line(latencies.fromBar()));
    }

    private static void backfill(Fovea fovea, Path folder, String file) throws Exception {
        PipelineSpec pipeline = apply(
                fovea,
                folder,
                "backfill",
                "columns: {instrument: symbol, time: date, open: open, high: high, low: low, close: close, volume: volume}, rules: {idle: 5s}");
        goLive(fovea, folder, pipeline);
        long start = System.nanoTime();
        fovea.run("ingest", pipeline.name(), file);
        System.out.printf("  ingested after        %6.1f s%n", seconds(start));
        awaitWindows(fovea, pipeline);
        System.out.printf("  windows committed     %6.1f s%n", seconds(start));
        System.out.printf("  last signal committed %6.1f s%n", (lastSignal(fovea, pipeline) - start) / 1e9);
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static PipelineSpec apply(Fovea fovea, Path folder, String name, String input) throws Exception {
        PipelineSpec pipeline = PipelineSpec.parse("""
                pipeline: %s
                input: {kind: bars, period: day, %s}
                windows: {lags: %d}
                model: {architecture: monthlyreturns}
                """.formatted(name, input, LAGS));
        Path file = Files.writeString(folder.resolve(name + ".yaml"), pipeline.file());
        fovea.run("apply", file.toString());
        return pipeline;
    }

    private static void goLive(Fovea fovea, Path folder, PipelineSpec pipeline) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", fovea.bootstrapServers());
        try (var registry = new ModelRegistry(client, ArtefactStore.open(URI.create(fovea.storage())))) {
            WindowNetwork.goLive(registry, pipeline.name(), LAGS, folder.resolve(pipeline.name() + "-model"));
        }
    }

    private static void awaitWindows(Fovea fovea, PipelineSpec pipeline) throws InterruptedException {
        String group = "fovea-preprocessing-" + pipeline.name() + "-"
                + pipeline.market().orElseThrow().definition();
        try (TopicAdmin admin = TopicAdmin.of(Map.of("bootstrap.servers", fovea.bootstrapServers()))) {
            while (admin.ahead(group, Topics.bars(pipeline.name())).stream().anyMatch(SignalsBenchmark::hasRecord)) {
                Thread.sleep(100);
            }
        }
    }

    /** A transaction's marker may be ahead of a group that has passed every record. */
    private static boolean hasRecord(OffsetRange ahead) {
        return ahead.getTo() - ahead.getFrom() > 1;
    }

    /** When the last one came, by {@link System#nanoTime}: none has followed for ten seconds. */
    private static long lastSignal(Fovea fovea, PipelineSpec pipeline) throws InterruptedException {
        try (TopicAdmin admin = TopicAdmin.of(Map.of("bootstrap.servers", fovea.bootstrapServers()))) {
            List<OffsetRange> seen = List.of();
            long at = System.nanoTime();
            while (System.nanoTime() - at < QUIET.toNanos()) {
                Thread.sleep(200);
                List<OffsetRange> now = admin.ranges(Topics.predictions(pipeline.name()));
                if (!now.equals(seen)) {
                    seen = now;
                    at = System.nanoTime();
                }
            }
            return at;
        }
    }
}
