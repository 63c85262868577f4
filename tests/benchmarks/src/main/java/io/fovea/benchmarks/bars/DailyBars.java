package io.fovea.benchmarks.bars;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.market.BarReader;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.BarsInput;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.market.v1.Bar;
import java.time.LocalDate;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Daily bars of 200 instruments, as a file of prices has them: open, high, low, close and volume, drawn at random. */
final class DailyBars {

    static final int INSTRUMENTS = 200;

    private static final LocalDate FIRST = LocalDate.of(2000, 1, 1);

    private final String topic;
    private final BarReader reader;

    DailyBars(PipelineSpec pipeline) {
        this.topic = Topics.bars(pipeline.name());
        this.reader = new BarReader((BarsInput) pipeline.input());
    }

    /** All instruments' bars of {@code days} days, in the order of time. */
    void send(String bootstrapServers, int days) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5, "batch.size", 256 * 1024);
        var failure = new AtomicReference<Exception>();
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int day = 0; day < days; day++) {
                for (int instrument = 0; instrument < INSTRUMENTS; instrument++) {
                    producer.send(record(instrument, day), (sent, problem) -> failure.compareAndSet(null, problem));
                }
            }
        }
        if (failure.get() != null) {
            throw new IllegalStateException("Not every bar was taken.", failure.get());
        }
    }

    static String instrument(int number) {
        return "I" + number;
    }

    /** The number of the day that ended at {@code periodEndMillis}. */
    static int day(long periodEndMillis) {
        return (int) (Math.floorDiv(periodEndMillis, 86_400_000L) - 1 - FIRST.toEpochDay());
    }

    ProducerRecord<byte[], byte[]> record(int instrument, int day) {
        var random = new Random(instrument * 100_000L + day);
        int close = 10_000 + random.nextInt(5_000); // hundredths
        int open = 10_000 + random.nextInt(5_000);
        Bar bar = reader.bar(
                new BarReader.Parts(
                        instrument(instrument),
                        FIRST.plusDays(day).toString(),
                        price(close),
                        price(open),
                        price(Math.max(open, close) + 50),
                        price(Math.min(open, close) - 50),
                        Integer.toString(1_000_000 + random.nextInt(1_000_000)),
                        null),
                Long.MIN_VALUE);
        return new ProducerRecord<>(topic, bar.getInstrument().getBytes(UTF_8), bar.toByteArray());
    }

    private static String price(int hundredths) {
        return hundredths / 100 + "." + (char) ('0' + hundredths / 10 % 10) + (char) ('0' + hundredths % 10);
    }
}
