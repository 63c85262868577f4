package io.fovea.ingestion.publishing;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishes several records as one: all of them are committed, or none is. */
interface Transactions extends AutoCloseable {

    /**
     * Ends whatever an earlier transaction left open, so that what is committed can be read to its end.
     *
     * @throws BrokerUnavailableException when the broker does not answer
     */
    void settle();

    /**
     * Publishes all records in one transaction; returns when it is committed.
     *
     * @throws BrokerUnavailableException when it failed or its end is unknown: after {@link #settle()} it is known
     */
    void publish(List<ProducerRecord<byte[], byte[]>> records);

    /**
     * As {@link #settle()}, but waits for nobody: returns at once while a transaction is under way.
     *
     * @throws BrokerUnavailableException when the broker does not answer
     */
    void check();

    @Override
    void close();
}
