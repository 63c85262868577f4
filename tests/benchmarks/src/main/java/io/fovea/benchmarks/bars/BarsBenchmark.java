package io.fovea.benchmarks.bars;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.benchmarks.kafka.Fovea;
import io.fovea.market.BarReader;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.BarsInput;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.market.v1.Bar;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Daily bars of 200 instruments: how many a second become committed windows beside a bare transactional loop over the same
 * topic, and how long a bar takes to its committed window while 1,000 a second come.
 */
public final class BarsBenchmark {

    private static final String PIPELINE = "bars-benchmark";
    private static final int INSTRUMENTS = 200;
    private static final int LIVE_PER_SECOND = 1_000;
    private static final int LIVE_SECONDS = 20;
    private static final int WARM_UP_SECONDS = 5;

    private BarsBenchmark() {}

    /** @param arguments bars to send first; 200,000 by default */
    public static void main(String[] arguments) throws Exception {
        int days = (arguments.length == 0 ? 200_000 : Integer.parseInt(arguments[0])) / INSTRUMENTS;
        Path folder = Files.createTempDirectory("fovea-bars-benchmark");
        PipelineSpec pipeline = PipelineSpec.parse("""
                pipeline: %s
                input: {kind: bars, period: day}
                windows: {lags: 60}
                model: {architecture: monthlyreturns}
                """.formatted(PIPELINE));
        Path file = Files.writeString(folder.resolve(PIPELINE + ".yaml"), pipeline.file());
        try (Fovea fovea = Fovea.up(folder.resolve("data"))) {
            var bars = new Bars(fovea.bootstrapServers(), pipeline);
            bars.send(days);
            int count = days * INSTRUMENTS;
            double bare =
                    count / seconds(BareLoop.copy(fovea.bootstrapServers(), Topics.bars(PIPELINE), "bare", count));
            fovea.run("apply", file.toString());
            double windows = count / seconds(bars.awaitWindows(days));
            System.out.printf(
                    "bare loop %,.0f bars/s, windows %,.0f bars/s, ratio %.2f%n", bare, windows, windows / bare);
            long[] latencies = bars.live(days);
            System.out.printf(
                    "bar to committed window at %,d bars/s: median %d ms, p99 %d ms, largest %d ms%n",
                    LIVE_PER_SECOND,
                    latencies[latencies.length / 2],
                    latencies[latencies.length * 99 / 100],
                    latencies[latencies.length - 1]);
        }
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    /** Bars that go in, and windows that come out. */
    private static final class Bars {
        private final Map<String, Object> client;
        private final PipelineSpec pipeline;

        Bars(String bootstrapServers, PipelineSpec pipeline) {
            this.client = Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5, "batch.size", 256 * 1024);
            this.pipeline = pipeline;
            try (TopicAdmin admin = TopicAdmin.of(Map.of("bootstrap.servers", bootstrapServers))) {
                admin.ensureMarketTopics(PIPELINE);
                admin.ensureTopic("bare");
            }
        }

        void send(int days) {
            try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
                for (int day = 0; day < days; day++) {
                    for (int i = 0; i < INSTRUMENTS; i++) {
                        producer.send(record(i, day));
                    }
                }
            }
        }

        /** From the first window to the last. */
        long awaitWindows(int days) {
            int expected = INSTRUMENTS * (2 * (days - 60) - 1);
            try (var consumer = examples(true)) {
                long start = 0;
                for (int seen = 0; seen < expected; ) {
                    int polled = consumer.poll(Duration.ofMillis(100)).count();
                    start = start == 0 && polled > 0 ? System.nanoTime() : start;
                    seen += polled;
                }
                return System.nanoTime() - start;
            }
        }

        /** Milliseconds from a bar's send to its live window, sorted; the first seconds are left out. */
        long[] live(int days) throws InterruptedException {
            int liveDays = LIVE_PER_SECOND * LIVE_SECONDS / INSTRUMENTS;
            long[] sentAt = new long[liveDays * INSTRUMENTS];
            long[] latencies = new long[sentAt.length];
            try (var consumer = examples(false)) {
                var sender = new Thread(() -> sendPaced(days, liveDays, sentAt));
                sender.start();
                for (int seen = 0; seen < sentAt.length; ) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(20))) {
                        Example example = example(record.value());
                        int place = place(example, days);
                        if (example.getLabelsCount() == 0 && place >= 0) {
                            latencies[place] = (System.nanoTime() - sentAt[place]) / 1_000_000;
                            seen++;
                        }
                    }
                }
                sender.join();
            }
            long[] measured = Arrays.copyOfRange(latencies, LIVE_PER_SECOND * WARM_UP_SECONDS, latencies.length);
            Arrays.sort(measured);
            return measured;
        }

        private void sendPaced(int days, int liveDays, long[] sentAt) {
            Map<String, Object> prompt = Map.of("bootstrap.servers", client.get("bootstrap.servers"), "linger.ms", 0);
            try (var producer = new KafkaProducer<>(prompt, new ByteArraySerializer(), new ByteArraySerializer())) {
                long start = System.nanoTime();
                for (int bar = 0; bar < sentAt.length; bar++) {
                    long due = start + bar * 1_000_000_000L / LIVE_PER_SECOND;
                    while (System.nanoTime() < due) {
                        LockSupport.parkNanos(due - System.nanoTime());
                    }
                    ProducerRecord<byte[], byte[]> record = record(bar % INSTRUMENTS, days + bar / INSTRUMENTS);
                    sentAt[bar] = System.nanoTime();
                    producer.send(record);
                }
            }
        }

        private static int place(Example example, int days) {
            int instrument =
                    Integer.parseInt(example.getWindow().getInstrument().substring(1));
            LocalDate end = Instant.ofEpochMilli(example.getWindow().getPeriodEndMillis())
                    .atOffset(ZoneOffset.UTC)
                    .toLocalDate();
            int day = (int) (end.toEpochDay() - 1 - LocalDate.of(2000, 1, 1).toEpochDay()) - days;
            return day < 0 ? -1 : day * INSTRUMENTS + instrument;
        }

        private static Example example(byte[] value) {
            try {
                return Example.parseFrom(value);
            } catch (InvalidProtocolBufferException e) {
                throw new IllegalStateException(e);
            }
        }

        private ProducerRecord<byte[], byte[]> record(int instrument, int day) {
            double close = 100 + new Random(instrument * 100_000L + day).nextInt(500) / 10.0;
            Bar bar = new BarReader((BarsInput) pipeline.input())
                    .bar(
                            new BarReader.Parts(
                                    "I" + instrument,
                                    LocalDate.of(2000, 1, 1).plusDays(day).toString(),
                                    Double.toString(close),
                                    null,
                                    null,
                                    null,
                                    null,
                                    null),
                            Long.MIN_VALUE);
            return new ProducerRecord<>(
                    Topics.bars(PIPELINE), bar.getInstrument().getBytes(UTF_8), bar.toByteArray());
        }

        private KafkaConsumer<byte[], byte[]> examples(boolean fromBeginning) {
            var consumer = new KafkaConsumer<>(
                    Map.<String, Object>of(
                            "bootstrap.servers", client.get("bootstrap.servers"), "isolation.level", "read_committed"),
                    new ByteArrayDeserializer(),
                    new ByteArrayDeserializer());
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.examples(PIPELINE)).stream()
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            if (fromBeginning) {
                consumer.seekToBeginning(partitions);
            } else {
                consumer.seekToEnd(partitions);
                partitions.forEach(consumer::position);
            }
            return consumer;
        }
    }
}
