package io.fovea.serving;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fovea.messaging.BatchOutput;
import io.fovea.messaging.Rejection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Keeps what it is given: what was sent by value, what was rejected or postponed by the record's offset. */
class RecordedOutput implements BatchOutput {

    final List<String> sent = new ArrayList<>();
    final Map<Long, Rejection> rejected = new LinkedHashMap<>();
    final List<Long> postponed = new ArrayList<>();

    @Override
    public void send(ProducerRecord<byte[], byte[]> record) {
        sent.add(new String(record.value(), UTF_8));
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
