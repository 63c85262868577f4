package io.fovea.ingestion.publishing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One pipeline's topic, to which no record is published twice. What it holds is read at first use, and again
 * after a transaction whose end is unknown. One request at a time; see {@code docs/adr/0004-content-hash-as-id.md}.
 */
final class PublishedTopic<T> {
    private final String pipeline;
    private final Published<T> published;
    private final Transactions transactions;
    private final Function<T, Fingerprint> fingerprints;

    private final FingerprintSet known = new FingerprintSet();
    private final Map<Integer, Long> positions = new HashMap<>();
    private boolean isStale = true;
    private volatile int size;

    PublishedTopic(
            String pipeline, Published<T> published, Transactions transactions, Function<T, Fingerprint> fingerprints) {
        this.pipeline = pipeline;
        this.published = published;
        this.transactions = transactions;
        this.fingerprints = fingerprints;
    }

    /**
     * Publishes those values that the topic does not hold, in one transaction.
     *
     * @param event makes a value's record
     * @return how many were published
     * @throws BrokerUnavailableException when it is unknown whether they were; sending them again is safe
     */
    synchronized int append(List<T> values, Function<T, ProducerRecord<byte[], byte[]>> event) {
        refresh();
        Set<Fingerprint> sent = new HashSet<>();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (T value : values) {
            Fingerprint fingerprint = fingerprints.apply(value);
            if (!known.contains(fingerprint) && sent.add(fingerprint)) {
                records.add(event.apply(value));
            }
        }
        publish(records);
        sent.forEach(known::add);
        size = known.size();
        return records.size();
    }

    /** Values known to be in the topic; waits for nobody. */
    int size() {
        return size;
    }

    private void refresh() {
        if (isStale) {
            transactions.settle(); // or the end of the topic would hide behind an open transaction
            published.read(pipeline, positions, value -> known.add(fingerprints.apply(value)));
            isStale = false;
        }
    }

    private void publish(List<ProducerRecord<byte[], byte[]>> records) {
        if (!records.isEmpty()) {
            isStale = true;
            transactions.publish(records);
            isStale = false;
        }
    }
}
