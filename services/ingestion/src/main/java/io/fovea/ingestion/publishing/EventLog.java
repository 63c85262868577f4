package io.fovea.ingestion.publishing;

import io.fovea.messaging.Tracing;
import io.fovea.proto.image.v1.ImageRecord;
import io.fovea.proto.market.v1.Bar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The topics of all pipelines for one kind of record, to which none is published twice. Thread-safe. */
public final class EventLog<T> implements AutoCloseable {
    private static final String SERVICE = "ingestion";

    private final Tracing tracing = Tracing.ofEnvironment();
    private final Published<T> published;
    private final Transactions transactions;
    private final Events<T> events;
    private final Function<T, Fingerprint> fingerprints;
    private final Map<String, PublishedTopic<T>> topics = new ConcurrentHashMap<>();

    private EventLog(
            Published<T> published,
            Transactions transactions,
            Events<T> events,
            Function<T, Fingerprint> fingerprints) {
        this.published = published;
        this.transactions = transactions;
        this.events = events;
        this.fingerprints = fingerprints;
    }

    /** Of images, of which two are the same when id, label and split are. */
    public static EventLog<ImageRecord> ofImages(
            Published<ImageRecord> published, Transactions transactions, ImageEvents events) {
        return new EventLog<>(published, transactions, events::event, Fingerprint::of);
    }

    /** Of images that become dead letters; two are the same as two images are. */
    public static EventLog<RefusedImage> ofRefusedImages(
            Published<ImageRecord> letters, Transactions transactions, ImageEvents events) {
        var refused = new RefusedImages(letters, events);
        return new EventLog<>(refused, transactions, refused, image -> Fingerprint.of(image.image()));
    }

    /** Of bars, of which two are the same when everything is but the time at which they were known. */
    public static EventLog<Bar> ofBars(Published<Bar> published, Transactions transactions, BarEvents events) {
        return new EventLog<>(published, transactions, events::event, Fingerprint::of);
    }

    /**
     * Publishes those of the values that the pipeline's topic does not hold, in one transaction.
     *
     * @param traceparent the W3C trace that they belong to
     * @return how many were published; the others are there already
     * @throws BrokerUnavailableException when it is unknown whether they were; sending them again is safe
     * @throws io.fovea.registry.ArtefactException when a large one cannot be stored; none was published
     */
    public int append(String pipeline, List<T> values, Optional<String> traceparent) {
        return topics.computeIfAbsent(
                        pipeline, name -> new PublishedTopic<>(name, published, transactions, fingerprints))
                .append(values, value -> tracing.origin(SERVICE, events.event(pipeline, value, traceparent)));
    }

    /**
     * Publishes records that are none of the topic's own, such as dead letters, in one transaction; to a pipeline that something was
     * appended to before, so that its topics are there.
     *
     * @throws BrokerUnavailableException when it is unknown whether they were
     */
    public void publish(List<ProducerRecord<byte[], byte[]>> beside) {
        if (!beside.isEmpty()) {
            transactions.publish(beside);
        }
    }

    /** Values known to be published, of all pipelines used so far. */
    public int size() {
        return topics.values().stream().mapToInt(PublishedTopic::size).sum();
    }

    /**
     * Makes ready for transactions, and ends one that a killed process of this name left open.
     *
     * @throws BrokerUnavailableException when the broker does not answer
     */
    public void check() {
        published.check();
        transactions.check();
    }

    @Override
    public void close() {
        transactions.close();
    }

    /** Makes a value's record. */
    interface Events<T> {
        ProducerRecord<byte[], byte[]> event(String pipeline, T value, Optional<String> traceparent);
    }
}
