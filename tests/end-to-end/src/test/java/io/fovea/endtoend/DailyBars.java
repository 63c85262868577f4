package io.fovea.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.datasets.BarFiles;
import io.fovea.market.BarReader;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.BarsInput;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.proto.market.v1.Bar;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Daily bars in the order of time, day by day.
 *
 * @param days the bars of each day
 * @param drawn whether each instrument has each day
 */
record DailyBars(List<List<Bar>> days, boolean drawn) {

    private static final int INSTRUMENTS = 20;
    private static final int DAYS = 300;

    /** Of a file with the columns of the daily one; without a file, drawn at random. */
    static DailyBars of(@Nullable String file, PipelineSpec pipeline) {
        var input = (BarsInput) pipeline.input();
        return file == null ? drawn(new BarReader(input)) : read(Path.of(file), input);
    }

    private static DailyBars drawn(BarReader reader) {
        var prices = new Random(5);
        List<List<Bar>> days = new ArrayList<>();
        for (int day = 0; day < DAYS; day++) {
            List<Bar> bars = new ArrayList<>();
            String date = LocalDate.of(2020, 1, 1).plusDays(day).toString();
            for (int i = 0; i < INSTRUMENTS; i++) {
                String close = 100 + prices.nextInt(20) + "." + (10 + prices.nextInt(90));
                bars.add(reader.bar(
                        new BarReader.Parts("I" + i, date, close, null, null, null, null, null), Long.MIN_VALUE));
            }
            days.add(bars);
        }
        return new DailyBars(days, true);
    }

    private static DailyBars read(Path file, BarsInput input) {
        List<List<Bar>> days = new ArrayList<>();
        long[] end = {Long.MIN_VALUE};
        BarFiles.open(List.of(file), input)
                .forEach(
                        bar -> {
                            if (bar.getPeriodEndMillis() > end[0]) {
                                days.add(new ArrayList<>());
                                end[0] = bar.getPeriodEndMillis();
                            }
                            days.get(days.size() - 1).add(bar);
                        },
                        refused -> {});
        return new DailyBars(days, false);
    }

    /** How many windows of so many returns there are, where that can be said without a pipeline. */
    OptionalInt windows(int lags) {
        return drawn ? OptionalInt.of(days.get(0).size() * (days.size() - lags)) : OptionalInt.empty();
    }

    /** Sends the {@code part}-th of so many parts, each day in a transaction. */
    void send(String bootstrapServers, String pipeline, int part, int parts) {
        Map<String, Object> properties =
                Map.of("bootstrap.servers", bootstrapServers, "transactional.id", "bars-" + pipeline);
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            days.subList(part * days.size() / parts, (part + 1) * days.size() / parts)
                    .forEach(day -> {
                        producer.beginTransaction();
                        day.forEach(bar -> producer.send(new ProducerRecord<>(
                                Topics.bars(pipeline), bar.getInstrument().getBytes(UTF_8), bar.toByteArray())));
                        producer.commitTransaction();
                    });
        }
    }
}
