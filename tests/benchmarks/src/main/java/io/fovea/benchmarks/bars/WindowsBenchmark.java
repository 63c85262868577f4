package io.fovea.benchmarks.bars;

import io.fovea.benchmarks.processes.BrokerProcess;
import io.fovea.benchmarks.processes.Logs;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * From topic to windows: preprocessing's topology beside a bare transactional loop over the same records. The broker is a
 * process of its own; loop and topology run in turn in this one. Each round counts the windows that were committed.
 */
public final class WindowsBenchmark {

    private static final int LAGS = 60;

    private WindowsBenchmark() {}

    /** @param arguments bars, rounds, commit interval in milliseconds, threads: 200,000, 3, and preprocessing's defaults */
    public static void main(String[] arguments) throws Exception {
        Logs.apply();
        int days = number(arguments, 0, 200_000) / DailyBars.INSTRUMENTS;
        int rounds = number(arguments, 1, 3);
        Duration commitInterval = Duration.ofMillis(number(arguments, 2, 20));
        int threads = number(arguments, 3, 1);
        Path folder = Files.createTempDirectory("fovea-windows-benchmark");
        try (BrokerProcess broker = BrokerProcess.start(folder.resolve("kafka"))) {
            for (int round = 1; round <= rounds; round++) {
                PipelineSpec pipeline = pipeline("round" + round);
                prepare(broker.bootstrapServers(), pipeline, days);
                Cost bare = bare(broker, pipeline, days);
                Cost windows = windows(broker, pipeline, days, folder.resolve("state"), commitInterval, threads);
                System.out.printf(
                        "round %d%n  bare loop  %s%n  windows    %s%n  ratio %.2f by the clock, %.2f by processor time%n",
                        round,
                        bare,
                        windows,
                        windows.perSecond() / bare.perSecond(),
                        bare.processorMicros() / windows.processorMicros());
            }
        }
    }

    private static int number(String[] arguments, int place, int otherwise) {
        return arguments.length > place ? Integer.parseInt(arguments[place]) : otherwise;
    }

    private static PipelineSpec pipeline(String name) {
        return PipelineSpec.parse("""
                pipeline: %s
                input: {kind: bars, period: day}
                windows: {lags: %d}
                model: {architecture: monthlyreturns}
                """.formatted(name, LAGS));
    }

    private static void prepare(String bootstrapServers, PipelineSpec pipeline, int days) {
        try (TopicAdmin admin = TopicAdmin.of(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.ensureMarketTopics(pipeline.name());
            admin.ensureTopic(copy(pipeline));
        }
        new DailyBars(pipeline).send(bootstrapServers, days);
    }

    private static String copy(PipelineSpec pipeline) {
        return "bare." + pipeline.name();
    }

    private static Cost bare(BrokerProcess broker, PipelineSpec pipeline, int days) {
        int count = days * DailyBars.INSTRUMENTS;
        return BareLoop.copy(broker, Topics.bars(pipeline.name()), copy(pipeline), count);
    }

    /** From the first commit that is seen to the last. */
    private static Cost windows(
            BrokerProcess broker, PipelineSpec pipeline, int days, Path stateDir, Duration commitInterval, int threads)
            throws InterruptedException {
        long all = (long) days * DailyBars.INSTRUMENTS;
        try (Topology topology =
                Topology.start(broker.bootstrapServers(), pipeline, stateDir, commitInterval, threads)) {
            long ahead = all;
            while (ahead == all) {
                Thread.sleep(1);
                ahead = topology.ahead(pipeline);
            }
            Cost.Reading first = Cost.Reading.now(broker);
            long measured = ahead;
            while (topology.ahead(pipeline) > 0) {
                Thread.sleep(20);
            }
            Cost cost = first.until(Cost.Reading.now(broker), measured);
            verify(broker.bootstrapServers(), pipeline, (long) DailyBars.INSTRUMENTS * (2 * (days - LAGS) - 1));
            return cost;
        }
    }

    private static void verify(String bootstrapServers, PipelineSpec pipeline, long expected) {
        Map<String, Object> properties =
                new HashMap<>(Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed"));
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.examples(pipeline.name())).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            long seen = 0;
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                seen += consumer.poll(Duration.ofMillis(100)).count();
            }
            if (seen != expected) {
                throw new IllegalStateException("%,d windows are committed; expected: %,d.".formatted(seen, expected));
            }
        }
    }
}
