package io.fovea.messaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    @Test
    void shouldGiveTheRecordBackAsItWas() {
        // Given: a record that has a header of the same name itself
        Headers own = new RecordHeaders()
                .add("ce_id", "7".getBytes(UTF_8))
                .add("dead-letter-reason", "mine".getBytes(UTF_8))
                .add("empty", null);
        Headers headers = DeadLetters.headers(
                own, new Rejection.MalformedRecord("cut"), "predictor", "fovea.examples.digits", 2, 41);

        // When
        DeadLetter letter = DeadLetter.of(record(headers));
        ProducerRecord<byte[], byte[]> original = letter.original();

        // Then
        assertThat(letter.code()).isEqualTo("MALFORMED_RECORD");
        assertThat(letter.service()).isEqualTo("predictor");
        assertThat(letter.offset()).isEqualTo(41);
        assertThat(original.topic()).isEqualTo("fovea.examples.digits");
        assertThat(original.partition()).isEqualTo(2);
        assertThat(original.timestamp()).isEqualTo(1234);
        assertThat(original.key()).containsExactly(1, 2);
        assertThat(original.value()).containsExactly(3, 0, -1);
        assertThat(original.headers().toArray()).containsExactly(own.toArray());
    }

    @Test
    void shouldRefuseARecordThatIsNoLetter() {
        assertThatThrownBy(() -> DeadLetter.of(record(new RecordHeaders())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("dead-letter-reason");
        Headers headers = DeadLetters.headers(
                        new RecordHeaders(), new Rejection.UnknownPipeline("x"), "predictor", "fovea.examples.x", 0, 1)
                .add("dead-letter-offset", "soon".getBytes(UTF_8));
        assertThatThrownBy(() -> DeadLetter.of(record(headers))).hasMessageContaining("dead-letter-offset");
    }

    private static ConsumerRecord<byte[], byte[]> record(Headers headers) {
        return new ConsumerRecord<>(
                "fovea.dead-letters.digits",
                0,
                5,
                1234,
                TimestampType.CREATE_TIME,
                2,
                3,
                new byte[] {1, 2},
                new byte[] {3, 0, -1},
                headers,
                Optional.empty());
    }
}
