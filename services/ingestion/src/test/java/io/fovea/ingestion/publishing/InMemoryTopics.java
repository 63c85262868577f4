package io.fovea.ingestion.publishing;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.Topics;
import io.fovea.proto.image.v1.ImageRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Topics with one partition, and a broker that can be away, or lose its answer after it has committed. */
public final class InMemoryTopics implements Published<ImageRecord>, Transactions {
    public final List<ProducerRecord<byte[], byte[]>> committed = new ArrayList<>();
    public boolean isAway;
    public boolean losesAnswers;
    public int reads;

    private boolean isUnsettled;

    @Override
    public void read(String pipeline, Map<Integer, Long> positions, Consumer<ImageRecord> images) {
        answer();
        if (isUnsettled) {
            throw new AssertionError("An open transaction hides what lies behind it: settle first.");
        }
        reads++;
        committed.stream()
                .filter(record -> record.topic().equals(Topics.images(pipeline)))
                .skip(positions.getOrDefault(0, 0L))
                .forEach(record -> images.accept(image(record)));
        positions.put(0, (long) committed.size());
    }

    @Override
    public void settle() {
        answer();
        isUnsettled = false;
    }

    @Override
    public void publish(List<ProducerRecord<byte[], byte[]>> records) {
        answer();
        committed.addAll(records);
        if (losesAnswers) {
            isUnsettled = true;
            throw new BrokerUnavailableException(new IllegalStateException("the answer was lost"));
        }
    }

    @Override
    public void check() {
        answer();
    }

    @Override
    public void close() {}

    public static ImageRecord image(ProducerRecord<byte[], byte[]> record) {
        try {
            return ImageRecord.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError(e);
        }
    }

    private void answer() {
        if (isAway) {
            throw new BrokerUnavailableException(new IllegalStateException("the broker is away"));
        }
    }
}
