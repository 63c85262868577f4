package io.fovea.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.BatchOutput;
import io.fovea.messaging.Rejection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Keeps what it is given: what was sent, and what was rejected or postponed by the record's offset. */
public class RecordedOutput implements BatchOutput {

    private final List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
    private final Map<Long, Rejection> rejected = new LinkedHashMap<>();
    private final List<Long> postponed = new ArrayList<>();

    public List<ProducerRecord<byte[], byte[]>> sent() {
        return sent;
    }

    /** What was sent, where it is text. */
    public List<String> texts() {
        return sent.stream().map(record -> new String(record.value(), UTF_8)).toList();
    }

    public Map<Long, Rejection> rejected() {
        return rejected;
    }

    public List<Long> postponed() {
        return postponed;
    }

    @Override
    public void send(ProducerRecord<byte[], byte[]> record) {
        sent.add(record);
    }

    @Override
    public void reject(ConsumerRecord<byte[], byte[]> record, Rejection why) {
        rejected.put(record.offset(), why);
    }

    @Override
    public void postpone(ConsumerRecord<byte[], byte[]> record) {
        postponed.add(record.offset());
    }
}
