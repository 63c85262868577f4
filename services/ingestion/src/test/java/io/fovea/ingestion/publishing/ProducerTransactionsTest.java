package io.fovea.ingestion.publishing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ProducerTransactionsTest {
    private static final ProducerRecord<byte[], byte[]> RECORD = new ProducerRecord<>("topic", new byte[] {1});

    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
    private final ProducerTransactions transactions = new ProducerTransactions(this::producer);

    @Test
    void shouldCommitAllRecordsOfARequestTogether() {
        // When
        transactions.publish(List.of(RECORD, RECORD));
        transactions.publish(List.of(RECORD));

        // Then
        assertThat(producers).singleElement().satisfies(producer -> {
            assertThat(producer.history()).hasSize(3);
            assertThat(producer.commitCount()).isEqualTo(2);
        });
    }

    @Test
    void shouldGoOnWithANewProducerAfterAFailedCommit() throws Exception {
        // Given
        transactions.settle();
        producers.get(0).commitTransactionException = new TimeoutException("no answer");
        assertThatThrownBy(() -> transactions.publish(List.of(RECORD)))
                .isInstanceOf(BrokerUnavailableException.class)
                .hasMessageContaining("no answer");
        Thread.sleep(ProducerTransactions.PAUSE.toMillis());

        // When
        transactions.publish(List.of(RECORD));

        // Then
        assertThat(producers).hasSize(2);
        assertThat(producers.get(0).closed()).isTrue();
        assertThat(producers.get(1).commitCount()).isEqualTo(1);
    }

    @Test
    void shouldNotLetCallersWaitOneAfterTheOther() {
        // Given
        transactions.settle();
        producers.get(0).commitTransactionException = new TimeoutException("no answer");
        assertThatThrownBy(() -> transactions.publish(List.of(RECORD))).isInstanceOf(BrokerUnavailableException.class);

        // When
        assertThatThrownBy(() -> transactions.publish(List.of(RECORD))).isInstanceOf(BrokerUnavailableException.class);

        // Then
        assertThat(producers).as("producers that were tried").hasSize(1);
    }

    @Test
    void shouldCloseItsProducer() {
        // Given
        transactions.settle();

        // When
        transactions.close();

        // Then
        assertThat(producers.get(0).closed()).isTrue();
    }

    private MockProducer<byte[], byte[]> producer() {
        var producer = new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producers.add(producer);
        return producer;
    }
}
