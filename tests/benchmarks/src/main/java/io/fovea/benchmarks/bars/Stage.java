package io.fovea.benchmarks.bars;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.Topics;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.market.v1.PeriodClosed;
import io.fovea.proto.prediction.v1.Prediction;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * One of the topics on a bar's way to its signal: when what follows from a day is in a reader's hands, committed. Runs until it is
 * interrupted.
 */
final class Stage extends Thread implements AutoCloseable {

    /** What a record of a stage says its day is. */
    interface PeriodEnd {
        /** Milliseconds since 1970; 0 where it is of no day that is measured. */
        long of(byte[] value) throws InvalidProtocolBufferException;
    }

    private final String name;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final PeriodEnd periodEnd;
    private final LongUnaryOperator sentAt; // nanoseconds, by period's end; 0 where it is not measured
    private double[] millis = new double[1024];
    private int seen;
    private volatile boolean isClosed;

    private Stage(String name, String bootstrapServers, String topic, PeriodEnd periodEnd, LongUnaryOperator sentAt) {
        super(name);
        this.name = name;
        this.consumer = atEnd(bootstrapServers, topic);
        this.periodEnd = periodEnd;
        this.sentAt = sentAt;
    }

    /** Windows, periods and scores, each measured from when the last bar of its day was sent. */
    static List<Stage> start(String bootstrapServers, String pipeline, LongUnaryOperator sentAt) {
        List<Stage> stages = List.of(
                new Stage(
                        "live windows",
                        bootstrapServers,
                        Topics.examples(pipeline),
                        value -> {
                            Example example = Example.parseFrom(value);
                            return example.getLabelsCount() > 0
                                    ? 0
                                    : example.getWindow().getPeriodEndMillis();
                        },
                        sentAt),
                new Stage(
                        "closed periods",
                        bootstrapServers,
                        Topics.periods(pipeline),
                        value -> PeriodClosed.parseFrom(value).getPeriodEndMillis(),
                        sentAt),
                new Stage(
                        "scores",
                        bootstrapServers,
                        Topics.scores(pipeline),
                        value -> Prediction.parseFrom(value).getSignal().getPeriodEndMillis(),
                        sentAt));
        stages.forEach(Thread::start);
        return stages;
    }

    /** At a topic's end now. */
    static KafkaConsumer<byte[], byte[]> atEnd(String bootstrapServers, String topic) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
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
            consumer.poll(Duration.ofMillis(20)).forEach(record -> add(record.value()));
        }
        consumer.close();
    }

    private void add(byte[] value) {
        try {
            long sent = sentAt.applyAsLong(periodEnd.of(value));
            if (sent != 0) {
                millis = seen == millis.length ? Arrays.copyOf(millis, 2 * seen) : millis;
                millis[seen++] = (System.nanoTime() - sent) / 1e6;
            }
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What it has seen, once it is closed. */
    String line() {
        double[] sorted = Arrays.copyOf(millis, seen);
        Arrays.sort(sorted);
        return "%-15s %s".formatted(name, seen == 0 ? "none" : LiveBars.Latencies.line(sorted));
    }

    @Override
    public void close() throws InterruptedException {
        isClosed = true;
        join();
    }
}
