package io.fovea.ingestion.publishing;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One transactional producer, one transaction at a time. Requests wait for their turn: records of two requests in one
 * transaction would be committed, or lost, together.
 *
 * <p>After any failure the producer is closed, and the next caller makes a new one with the same transactional.id, which
 * ends what the old one left open. Callers that wait in an outage must not each wait for a timeout of their own: for a
 * moment after a failure everyone is told at once.
 */
public final class ProducerTransactions implements Transactions {
    private static final Logger LOG = Logger.getLogger(ProducerTransactions.class);
    static final Duration PAUSE = Duration.ofSeconds(1);

    private final Supplier<? extends Producer<byte[], byte[]>> producers;
    private final ReentrantLock turn = new ReentrantLock(true);

    private @Nullable Producer<byte[], byte[]> producer;
    private @Nullable BrokerUnavailableException failure;
    private long failedAtNanos;

    /** @param producers makes transactional producers, all with one transactional.id; they are closed here */
    public ProducerTransactions(Supplier<? extends Producer<byte[], byte[]>> producers) {
        this.producers = producers;
    }

    @Override
    public void settle() {
        inTurn(opened -> {});
    }

    @Override
    public void publish(List<ProducerRecord<byte[], byte[]>> records) {
        inTurn(opened -> {
            opened.beginTransaction();
            for (ProducerRecord<byte[], byte[]> record : records) {
                send(opened, record);
            }
            opened.commitTransaction();
        });
    }

    @Override
    public void check() {
        if (turn.tryLock()) {
            try {
                settle();
            } finally {
                turn.unlock();
            }
        }
    }

    @Override
    public void close() {
        turn.lock();
        try {
            discard();
        } finally {
            turn.unlock();
        }
    }

    private void inTurn(Consumer<Producer<byte[], byte[]>> work) {
        turn.lock();
        try {
            refuseShortlyAfterFailure();
            work.accept(open());
            failure = null;
        } catch (KafkaException e) {
            throw failed(e);
        } finally {
            turn.unlock();
        }
    }

    private Producer<byte[], byte[]> open() {
        if (producer == null) {
            producer = producers.get();
            producer.initTransactions();
        }
        return producer;
    }

    /** A send that fails later fails the commit. One that has failed already waited for it, and so would the next. */
    private static void send(Producer<byte[], byte[]> producer, ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> sent = producer.send(record);
        if (!sent.isDone()) {
            return;
        }
        try {
            sent.get();
        } catch (ExecutionException e) {
            throw new KafkaException(String.valueOf(e.getCause().getMessage()), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private void refuseShortlyAfterFailure() {
        if (failure != null && System.nanoTime() - failedAtNanos < PAUSE.toNanos()) {
            throw failure;
        }
    }

    private BrokerUnavailableException failed(KafkaException cause) {
        discard();
        LOG.warnf("Could not commit a transaction; the next one begins with a new producer. reason=%s", cause);
        BrokerUnavailableException told = new BrokerUnavailableException(cause);
        failure = told;
        failedAtNanos = System.nanoTime();
        return told;
    }

    private void discard() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }
}
