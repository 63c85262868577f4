package io.fovea.ingestion.publishing;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.MessagingException;
import io.fovea.messaging.TopicAdmin;
import io.fovea.messaging.Topics;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.proto.training.v1.OffsetRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads the images topics with a consumer of its own each time: at a pipeline's first image, and after an outage. */
public final class KafkaPublishedImages implements PublishedImages {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final TopicAdmin admin;
    private final Supplier<KafkaConsumer<byte[], byte[]>> consumers;

    /** @param consumers makes read_committed consumers without a group; they are closed here */
    public KafkaPublishedImages(TopicAdmin admin, Supplier<KafkaConsumer<byte[], byte[]>> consumers) {
        this.admin = admin;
        this.consumers = consumers;
    }

    @Override
    public void read(String pipeline, Map<Integer, Long> positions, Consumer<ImageRecord> images) {
        try (var consumer = consumers.get()) {
            admin.ensurePipelineTopics(pipeline);
            new Reading(consumer, positions, images).toEnd(Topics.images(pipeline));
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

    private record Reading(
            KafkaConsumer<byte[], byte[]> consumer, Map<Integer, Long> positions, Consumer<ImageRecord> images) {

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
                    images.accept(ImageRecord.parseFrom(record.value()));
                }
            } catch (InvalidProtocolBufferException e) {
                return; // not ours to judge: preprocessing makes a dead letter of it
            }
        }
    }
}
