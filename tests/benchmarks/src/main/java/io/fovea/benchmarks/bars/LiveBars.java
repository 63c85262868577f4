package io.fovea.benchmarks.bars;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.prediction.v1.Prediction;
import io.fovea.proto.prediction.v1.Signal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Bars at an even pace, and how long each takes to its committed signal. */
final class LiveBars {

    private static final int PER_SECOND = 1_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String bootstrapServers;
    private final PipelineSpec pipeline;
    private final DailyBars bars;
    private final int firstDay;
    private final int days;
    private final AtomicLongArray sentAt; // by day and instrument
    private final AtomicLongArray lastSentAt; // by day

    LiveBars(String bootstrapServers, PipelineSpec pipeline, int firstDay, int seconds) {
        this.bootstrapServers = bootstrapServers;
        this.pipeline = pipeline;
        this.bars = new DailyBars(pipeline);
        this.firstDay = firstDay;
        this.days = PER_SECOND * seconds / DailyBars.INSTRUMENTS;
        this.sentAt = new AtomicLongArray(days * DailyBars.INSTRUMENTS);
        this.lastSentAt = new AtomicLongArray(days);
    }

    /**
     * Milliseconds to a signal in the reader's hands, sorted.
     *
     * @param fromBar since its own bar was sent; it waits for its cross-section
     * @param fromLastBar since the last bar of its cross-section was sent
     */
    record Latencies(double[] fromBar, double[] fromLastBar) {

        static String line(double[] sorted) {
            return "median %.0f ms, p90 %.0f ms, p99 %.0f ms, largest %.0f ms"
                    .formatted(
                            sorted[sorted.length / 2],
                            sorted[sorted.length * 9 / 10],
                            sorted[sorted.length * 99 / 100],
                            sorted[sorted.length - 1]);
        }
    }

    /**
     * Returns when each bar has its signal; the first {@code warmUpDays} are left out of the figures.
     *
     * @param levels whose readers' stages are printed too; each takes five readers' share of the processors
     */
    Latencies measure(int warmUpDays, Set<IsolationLevel> levels) throws InterruptedException {
        double[] fromBar = new double[sentAt.length()];
        double[] fromLastBar = new double[sentAt.length()];
        try (KafkaConsumer<byte[], byte[]> consumer =
                Stage.atEnd(bootstrapServers, Topics.predictions(pipeline.name()), IsolationLevel.READ_COMMITTED)) {
            List<Stage> stages = levels.stream()
                    .flatMap(level -> Stage.start(bootstrapServers, pipeline.name(), level, firstDay, days).stream())
                    .toList();
            var sender = new Thread(this::send, "sender");
            sender.start();
            long deadline = System.nanoTime()
                    + PATIENCE.plusSeconds(sentAt.length() / PER_SECOND).toNanos();
            for (int seen = 0; seen < sentAt.length(); ) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(5))) {
                    Signal signal = signal(record.value());
                    int day = DailyBars.day(signal.getPeriodEndMillis()) - firstDay;
                    if (day >= 0) {
                        int place = day * DailyBars.INSTRUMENTS
                                + Integer.parseInt(signal.getInstrument().substring(1));
                        fromBar[place] = (System.nanoTime() - sentAt.get(place)) / 1e6;
                        fromLastBar[place] = (System.nanoTime() - lastSentAt.get(day)) / 1e6;
                        seen++;
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new IllegalStateException("Only %,d of %,d signals came.".formatted(seen, sentAt.length()));
                }
            }
            sender.join();
            for (Stage stage : stages) {
                stage.close();
                System.out.println("  " + stage.line(warmUpDays, lastSentAt::get));
            }
        }
        int from = warmUpDays * DailyBars.INSTRUMENTS;
        return new Latencies(sorted(fromBar, from), sorted(fromLastBar, from));
    }

    private static double[] sorted(double[] all, int from) {
        double[] measured = Arrays.copyOfRange(all, from, all.length);
        Arrays.sort(measured);
        return measured;
    }

    private void send() {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers); // which lingers for 5 ms
        try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            long start = System.nanoTime();
            for (int bar = 0; bar < sentAt.length(); bar++) {
                long due = start + bar * 1_000_000_000L / PER_SECOND;
                while (System.nanoTime() < due) {
                    LockSupport.parkNanos(due - System.nanoTime());
                }
                int day = bar / DailyBars.INSTRUMENTS;
                var record = bars.record(bar % DailyBars.INSTRUMENTS, firstDay + day);
                sentAt.set(bar, System.nanoTime());
                lastSentAt.set(day, sentAt.get(bar));
                producer.send(record);
            }
        }
    }

    private static Signal signal(byte[] value) {
        try {
            return Prediction.parseFrom(value).getSignal();
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
