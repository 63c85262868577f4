package io.fovea.benchmarks.bars;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.Topics;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.market.v1.PeriodClosed;
import io.fovea.proto.market.v1.PeriodNews;
import io.fovea.proto.prediction.v1.Prediction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One of the topics on a bar's way to its signal: when the last of what follows from a day is in a reader's hands. Runs until it is
 * closed.
 */
final class Stage extends Thread implements AutoCloseable {

    /** What a record of a stage says its day is. */
    private interface PeriodEnd {
        /** Milliseconds since 1970; 0 where it is of no day. */
        long of(byte[] value) throws InvalidProtocolBufferException;
    }

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final PeriodEnd periodEnd;
    private final int firstDay;
    private final long[] lastSeenAt; // nanoseconds, by day
    private volatile boolean isClosed;

    private Stage(String name, KafkaConsumer<byte[], byte[]> consumer, PeriodEnd periodEnd, int firstDay, int days) {
        super(name);
        this.consumer = consumer;
        this.periodEnd = periodEnd;
        this.firstDay = firstDay;
        this.lastSeenAt = new long[days];
    }

    /** Windows, news of periods, closed periods, scores and signals, as readers of the isolation level see them. */
    static List<Stage> start(String bootstrapServers, String pipeline, IsolationLevel level, int firstDay, int days) {
        Map<String, PeriodEnd> stages = Map.of(
                Topics.examples(pipeline),
                Stage::ofLiveWindow,
                Topics.periodNews(pipeline),
                value -> PeriodNews.parseFrom(value).getPeriodEndMillis(),
                Topics.periods(pipeline),
                value -> PeriodClosed.parseFrom(value).getPeriodEndMillis(),
                Topics.scores(pipeline),
                value -> Prediction.parseFrom(value).getSignal().getPeriodEndMillis(),
                Topics.predictions(pipeline),
                value -> Prediction.parseFrom(value).getSignal().getPeriodEndMillis());
        List<Stage> all = new ArrayList<>();
        stages.forEach((topic, end) -> all.add(
                new Stage(topic + " " + name(level), atEnd(bootstrapServers, topic, level), end, firstDay, days)));
        all.forEach(Thread::start);
        return all;
    }

    private static String name(IsolationLevel level) {
        return level == IsolationLevel.READ_COMMITTED ? "committed" : "written";
    }

    private static long ofLiveWindow(byte[] value) throws InvalidProtocolBufferException {
        Example example = Example.parseFrom(value);
        return example.getLabelsCount() > 0 ? 0 : example.getWindow().getPeriodEndMillis();
    }

    /** At a topic's end now. */
    static KafkaConsumer<byte[], byte[]> atEnd(String bootstrapServers, String topic, IsolationLevel level) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "isolation.level",
                level.toString().toLowerCase(Locale.ROOT));
        var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // seeks are lazy: go there now
        return consumer;
    }

    @Override
    public void run() {
        while (!isClosed) {
            consumer.poll(Duration.ofMillis(20)).forEach(record -> see(record.value()));
        }
        consumer.close();
    }

    private void see(byte[] value) {
        try {
            int day = DailyBars.day(periodEnd.of(value)) - firstDay;
            if (day >= 0 && day < lastSeenAt.length) {
                lastSeenAt[day] = System.nanoTime();
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it has seen, once it is closed: from the last bar of a day to the last record that follows from it. */
    String line(int warmUpDays, IntToLongFunction lastSentAt) {
        double[] sorted = IntStream.range(warmUpDays, lastSeenAt.length)
                .filter(day -> lastSeenAt[day] != 0)
                .mapToDouble(day -> (lastSeenAt[day] - lastSentAt.applyAsLong(day)) / 1e6)
                .sorted()
                .toArray();
        return "%-36s %s".formatted(getName(), sorted.length == 0 ? "none" : LiveBars.Latencies.line(sorted));
    }

    @Override
    public void close() throws InterruptedException {
        isClosed = true;
        join();
    }
}
