package io.fovea.serving;

import static org.assertj.core.api.Assertions.assertThat;

import io.fovea.proto.example.v1.Example;
import io.fovea.tensorcodec.TensorCodec;
import io.fovea.testing.RecordedOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class AdmittanceTest {

    private final RecordedOutput output = new RecordedOutput();

    @Test
    void shouldKeepARecordWaitingWithAllThatIsBehindIt() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> records = List.of(
                labelled(0, 10),
                broken(0, 11),
                unlabelled(0, 12),
                broken(0, 13), // comes again, and is rejected then
                labelled(1, 20),
                unlabelled(1, 21),
                unlabelled(1, 22));

        // When
        List<Candidate> admitted = admit(records, Optional.empty());

        // Then
        assertThat(admitted).isEmpty();
        assertThat(output.postponed()).containsExactly(12L, 21L);
        assertThat(output.rejected()).containsOnlyKeys(11L);
    }

    @Test
    void shouldAdmitWhatTheModelTakesAndRejectTheRest() {
        // Given
        List<ConsumerRecord<byte[], byte[]>> records = List.of(
                unlabelled(0, 1), broken(0, 2), Samples.record(0, 3, new byte[0]), labelled(0, 4), unlabelled(0, 5));

        // When
        List<Candidate> admitted = admit(records, Optional.of(model()));

        // Then
        assertThat(admitted)
                .extracting(candidate -> candidate.record().offset())
                .containsExactly(1L, 5L);
        assertThat(output.rejected().get(2L).code()).isEqualTo("MALFORMED_RECORD");
        assertThat(output.rejected().get(3L).code()).isEqualTo("MALFORMED_TENSOR");
        assertThat(output.postponed()).isEmpty();
    }

    @Test
    void shouldRejectARecordWithoutAValue() {
        // Given
        ConsumerRecord<byte[], byte[]> tombstone = new ConsumerRecord<>("fovea.examples.sums", 0, 1, new byte[0], null);

        // When
        admit(List.of(tombstone), Optional.of(model()));

        // Then
        assertThat(output.rejected().get(1L).code()).isEqualTo("MALFORMED_RECORD");
    }

    private List<Candidate> admit(List<ConsumerRecord<byte[], byte[]>> records, Optional<LoadedModel> model) {
        Admittance admittance = new Admittance(Samples.role(), Samples.pipeline(8), model, output, passed -> {});
        return records.stream()
                .flatMap(record -> admittance.admit(record).stream())
                .toList();
    }

    private static LoadedModel model() {
        return Samples.model(new FakeEngine());
    }

    private static ConsumerRecord<byte[], byte[]> unlabelled(int partition, long offset) {
        return Samples.record(partition, offset, Samples.example(1, 2).toByteArray());
    }

    private static ConsumerRecord<byte[], byte[]> labelled(int partition, long offset) {
        Example example = Samples.example(1, 2).toBuilder()
                .addLabels(TensorCodec.int64("label", 1))
                .build();
        return Samples.record(partition, offset, example.toByteArray());
    }

    /** A protobuf that was cut off in the midst of a field. */
    private static ConsumerRecord<byte[], byte[]> broken(int partition, long offset) {
        byte[] whole = Samples.example(1, 2).toByteArray();
        return Samples.record(partition, offset, Arrays.copyOf(whole, whole.length - 3));
    }
}
