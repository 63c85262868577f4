package io.fovea.preprocessing;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import io.fovea.messaging.CloudEventHeaders;
import io.fovea.messaging.RejectedException;
import io.fovea.messaging.Rejection;
import io.fovea.messaging.Topics;
import io.fovea.pipeline.PipelineSpec;
import io.fovea.preprocessing.example.ExampleMaker;
import io.fovea.proto.example.v1.Example;
import io.fovea.proto.image.v1.ImageRecord;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** One record of images becomes one record of examples, in the same trace and of the same event time. Thread-safe. */
final class ExampleEvents {
    private static final String TYPE = "io.fovea.example.v1.Example";

    private final ExampleMaker examples;

    ExampleEvents(ExampleMaker examples) {
        this.examples = examples;
    }

    /** @throws RejectedException when no example can be made of it */
    ProducerRecord<byte[], byte[]> event(ConsumerRecord<byte[], byte[]> record, PipelineSpec pipeline) {
        Instant eventTime = eventTime(record);
        Example example = examples.example(image(record), pipeline, eventTime);
        Headers headers = CloudEventHeaders.following(
                record.headers(), id(record), "/fovea/preprocessing/" + pipeline.name(), TYPE, eventTime);
        return new ProducerRecord<>(
                Topics.examples(pipeline.name()),
                null,
                example.getId().getBytes(UTF_8),
                example.toByteArray(),
                headers);
    }

    private static ImageRecord image(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) {
            throw new RejectedException(new Rejection.MalformedRecord("it is empty"));
        }
        try {
            return ImageRecord.parseFrom(record.value());
        } catch (InvalidProtocolBufferException e) {
            throw new RejectedException(new Rejection.MalformedRecord(String.valueOf(e.getMessage())));
        }
    }

    /** Where the record lay: of one record there is one example. */
    private static String id(ConsumerRecord<byte[], byte[]> record) {
        return "%s/%d/%d".formatted(record.topic(), record.partition(), record.offset());
    }

    private static Instant eventTime(ConsumerRecord<byte[], byte[]> record) {
        Header time = record.headers().lastHeader("ce_time");
        if (time != null && time.value() != null) {
            try {
                return Instant.parse(new String(time.value(), UTF_8));
            } catch (DateTimeException e) {
                return Instant.ofEpochMilli(record.timestamp()); // a foreign client's time, in no format that is known
            }
        }
        return Instant.ofEpochMilli(record.timestamp());
    }
}
