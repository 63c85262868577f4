package io.fovea.ingestion.publishing;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Parser;
import io.fovea.messaging.MessagingException;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.proto.market.v1.Bar;
import io.fovea.proto.training.v1.OffsetRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads the topics with a consumer of its own each time: at a pipeline's first record, and after an outage. */
public final class KafkaPublished<T> implements Published<T> {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TopicAdmin admin;
    private final Supplier<KafkaConsumer<byte[], byte[]>> consumers;
    private final BiFunction<TopicAdmin, String, String> topics;
    private final Parser<T> parser;

    /**
     * @param consumers makes read_committed consumers without a group; they are closed here
     * @param topics gives a pipeline's topic, and makes it where it is not there
     * @param parser reads a value
     */
    private KafkaPublished(
            TopicAdmin admin,
            Supplier<KafkaConsumer<byte[], byte[]>> consumers,
            BiFunction<TopicAdmin, String, String> topics,
            Parser<T> parser) {
        this.admin = admin;
        this.consumers = consumers;
        this.topics = topics;
        this.parser = parser;
    }

    /** Of images. */
    public static KafkaPublished<ImageRecord> images(
            TopicAdmin admin, Supplier<KafkaConsumer<byte[], byte[]>> consumers) {
        return new KafkaPublished<>(
                admin,
                consumers,
                (topics, pipeline) -> {
                    topics.ensurePipelineTopics(pipeline);
                    return Topics.images(pipeline);
                },
                ImageRecord.parser());
    }

    /** Of images that became dead letters. */
    public static KafkaPublished<ImageRecord> refusedImages(
            TopicAdmin admin, Supplier<KafkaConsumer<byte[], byte[]>> consumers) {
        return new KafkaPublished<>(
                admin,
                consumers,
                (topics, pipeline) -> {
                    topics.ensurePipelineTopics(pipeline);
                    return Topics.deadLetters(pipeline);
                },
                ImageRecord.parser());
    }

    /** Of bars. */
    public static KafkaPublished<Bar> bars(TopicAdmin admin, Supplier<KafkaConsumer<byte[], byte[]>> consumers) {
        return new KafkaPublished<>(
                admin,
                consumers,
                (topics, pipeline) -> {
                    topics.ensureMarketTopics(pipeline);
                    return Topics.bars(pipeline);
                },
                Bar.parser());
    }

    @Override
    public void read(String pipeline, Map<Integer, Long> positions, Consumer<T> records) {
        try (var consumer = consumers.get()) {
            String topic = topics.apply(admin, pipeline);
            new Reading<>(consumer, positions, parser, records).toEnd(topic);
        } catch (KafkaException | MessagingException e) {
            throw new BrokerUnavailableException(e);
        }
    }

    @Override
    public void check() {
        try {
            List<OffsetRange> unused = admin.ranges(Topics.PIPELINES);
        } catch (MessagingException e) {
            throw new BrokerUnavailableException(e);
        }
    }

    private record Reading<T>(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<Integer, Long> positions,
            Parser<T> parser,
            Consumer<T> records) {

        void toEnd(String topic) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            partitions.forEach(this::seek);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions); // the last stable ones
            long progressAtNanos = System.nanoTime();
            while (isBefore(ends)) {
                if (poll(partitions)) {
                    progressAtNanos = System.nanoTime();
                } else if (System.nanoTime() - progressAtNanos > PATIENCE.toNanos()) {
                    throw new TimeoutException("no records of topic %s for %s".formatted(topic, PATIENCE));
                }
            }
        }

        private void seek(TopicPartition partition) {
            Long position = positions.get(partition.partition());
            if (position == null) {
                consumer.seekToBeginning(List.of(partition));
            } else {
                consumer.seek(partition, position);
            }
        }

        private boolean isBefore(Map<TopicPartition, Long> ends) {
            return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
        }

        /** True when a position moved, which it also does over aborted records, of which none is seen. */
        private boolean poll(List<TopicPartition> partitions) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                accept(record);
            }
            boolean moved = false;
            for (TopicPartition partition : partitions) {
                Long now = consumer.position(partition);
                moved |= !now.equals(positions.put(partition.partition(), now));
            }
            return moved;
        }

        private void accept(ConsumerRecord<byte[], byte[]> record) {
            try {
                if (record.value() != null) {
                    records.accept(parser.parseFrom(record.value()));
                }
            } catch (InvalidProtocolBufferException e) {
                return; // not ours to judge: preprocessing makes a dead letter of it
            }
        }
    }
}
